#include "server/accounts/pictures/picture_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "server/http/descriptor.hpp"

namespace accounts {

namespace {

namespace fs = std::filesystem;

void write_file(fs::path const& path, std::string const& content) {
    http::Descriptor const file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    auto const check = [&](bool good) {
        if (!good) throw std::system_error(errno, std::generic_category(), path.string());
    };
    check(static_cast<bool>(file));
    for (std::size_t done = 0; done < content.size();) {
        auto const count = ::write(file.get(), content.data() + done, content.size() - done);
        if (count < 0 && errno == EINTR) continue;
        check(count > 0);
        done += static_cast<std::size_t>(count);
    }
    check(::fsync(file.get()) == 0);
}

}  // namespace

fs::path PictureFiles::path_of(base::Id128 owner, std::string const& name,
                               std::int64_t size) const {
    return folder_ / base::to_text(owner) / (name + "-" + std::to_string(size) + ".png");
}

void PictureFiles::write(base::Id128 owner, std::string const& name, Squares const& squares) const {
    auto const large = path_of(owner, name, largest_picture);
    fs::create_directories(large.parent_path());
    write_file(large, squares.large);
    write_file(path_of(owner, name, smallest_picture), squares.small);
}

std::optional<std::string> PictureFiles::read(base::Id128 owner, std::string const& name,
                                              std::int64_t size) const {
    std::ifstream file(path_of(owner, name, size), std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

void PictureFiles::remove(base::Id128 owner, std::string const& name) const {
    if (name.empty()) return;
    fs::remove(path_of(owner, name, largest_picture));
    fs::remove(path_of(owner, name, smallest_picture));
}

void PictureFiles::remove_all(base::Id128 owner) const {
    fs::remove_all(folder_ / base::to_text(owner));
}

std::size_t PictureFiles::clean_up(std::function<std::string(base::Id128)> const& named,
                                   fs::file_time_type now) const {
    std::size_t removed = 0;
    if (!fs::exists(folder_)) return removed;
    for (auto const& of_owner : fs::directory_iterator(folder_)) {
        auto const id = base::id_from_text(of_owner.path().filename().string());
        if (!id || !fs::is_directory(of_owner.symlink_status())) continue;
        std::optional<std::string> name;
        for (auto const& entry : fs::directory_iterator(of_owner.path())) {
            std::error_code gone;  // by whoever replaced the picture just now
            auto const written = fs::last_write_time(entry.path(), gone);
            if (gone || now - written < std::chrono::hours(1)) continue;
            if (!name) name = named(*id);
            bool const is_named =
                !name->empty() && entry.path().filename().string().rfind(*name + "-", 0) == 0;
            if (!is_named && fs::remove(entry.path())) ++removed;
        }
    }
    return removed;
}

}  // namespace accounts
