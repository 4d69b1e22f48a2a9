#include "web-client/platform/native/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace platform {
namespace {

[[noreturn]] void fail(std::string const& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

File::File(std::filesystem::path const& path, int flags)
    : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail(path.string());
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t File::size() const {
    struct stat found {};
    if (::fstat(descriptor_, &found) != 0) fail("fstat");
    return static_cast<std::uint64_t>(found.st_size);
}

std::string File::read_from(std::uint64_t offset) const {
    std::uint64_t const end = size();
    std::string bytes(end > offset ? end - offset : 0, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        ssize_t const got = ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("read");
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

void File::write_at(std::uint64_t offset, std::string_view bytes) const {
    while (!bytes.empty()) {
        ssize_t const put =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
}

void File::cut(std::uint64_t size) const {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail("truncate");
}

void File::sync() const {
    if (::fdatasync(descriptor_) != 0) fail("sync");
}

bool File::is_still(std::filesystem::path const& path) const {
    struct stat open {
    }, named{};
    if (::fstat(descriptor_, &open) != 0) fail("fstat");
    if (::stat(path.c_str(), &named) != 0) return false;
    return open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

Locked::Locked(File const& file) : descriptor_(file.descriptor()) {
    while (::flock(descriptor_, LOCK_EX) != 0)
        if (errno != EINTR) fail("lock");
}

Locked::~Locked() { ::flock(descriptor_, LOCK_UN); }

void replace_file(std::filesystem::path const& path, std::string_view bytes, bool durable) {
    std::filesystem::path fresh = path;
    fresh += ".new";
    {
        File const file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
        file.write_at(0, bytes);
        if (durable) file.sync();
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) fail(path.string());
    // The name itself is on the disk only when its folder is.
    if (durable) File(path.parent_path(), O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace platform
