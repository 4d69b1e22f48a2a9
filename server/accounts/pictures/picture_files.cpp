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

fs::path PictureFiles::path_of(base::Id<Person> person, std::string const& name,
                               std::int64_t size) const {
    return folder_ / base::to_text(person.value) / (name + "-" + std::to_string(size) + ".png");
}

void PictureFiles::write(base::Id<Person> person, std::string const& name,
                         Squares const& squares) const {
    auto const large = path_of(person, name, largest_picture);
    fs::create_directories(large.parent_path());
    write_file(large, squares.large);
    write_file(path_of(person, name, smallest_picture), squares.small);
}

std::optional<std::string> PictureFiles::read(base::Id<Person> person, std::string const& name,
                                              std::int64_t size) const {
    std::ifstream file(path_of(person, name, size), std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

void PictureFiles::remove(base::Id<Person> person, std::string const& name) const {
    if (name.empty()) return;
    fs::remove(path_of(person, name, largest_picture));
    fs::remove(path_of(person, name, smallest_picture));
}

void PictureFiles::remove_all(base::Id<Person> person) const {
    fs::remove_all(folder_ / base::to_text(person.value));
}

std::size_t PictureFiles::clean_up(std::function<std::string(base::Id<Person>)> const& named,
                                   fs::file_time_type now) const {
    std::size_t removed = 0;
    if (!fs::exists(folder_)) return removed;
    for (auto const& of_person : fs::directory_iterator(folder_)) {
        auto const id = base::id_from_text(of_person.path().filename().string());
        if (!id || !fs::is_directory(of_person.symlink_status())) continue;
        std::optional<std::string> name;
        for (auto const& entry : fs::directory_iterator(of_person.path())) {
            std::error_code gone;  // by whoever replaced the picture just now
            auto const written = fs::last_write_time(entry.path(), gone);
            if (gone || now - written < std::chrono::hours(1)) continue;
            if (!name) name = named({*id});
            bool const is_named =
                !name->empty() && entry.path().filename().string().rfind(*name + "-", 0) == 0;
            if (!is_named && fs::remove(entry.path())) ++removed;
        }
    }
    return removed;
}

}  // namespace accounts
