// A disk that becomes full when a test wants it to: loaded into PostgreSQL's processes with
// LD_PRELOAD, it lets every write that would make a file longer fail with ENOSPC, for as long as
// the file exists that KONTOR_TEST_DISK_FULL names. What lies within a file already has its room,
// as on a real disk, for which one would need root's right to mount.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

bool is_full_for(int descriptor, off_t end) {
    auto const* mark = std::getenv("KONTOR_TEST_DISK_FULL");
    auto const before = errno;
    struct stat found {};
    bool const full = mark != nullptr && access(mark, F_OK) == 0 &&
                      fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode) &&
                      end > found.st_size;
    errno = full ? ENOSPC : before;
    return full;
}

template <class Function>
Function original(char const* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// Under the name by which it was called: PostgreSQL is built with either.
ssize_t write_at(char const* name, int descriptor, void const* bytes, size_t size, off_t at) {
    if (is_full_for(descriptor, at + static_cast<off_t>(size))) return -1;
    return original<ssize_t (*)(int, void const*, size_t, off_t)>(name)(descriptor, bytes, size,
                                                                        at);
}

ssize_t write_parts_at(char const* name, int descriptor, iovec const* parts, int count, off_t at) {
    auto end = at;
    for (int i = 0; i < count; ++i) end += static_cast<off_t>(parts[i].iov_len);
    if (is_full_for(descriptor, end)) return -1;
    return original<ssize_t (*)(int, iovec const*, int, off_t)>(name)(descriptor, parts, count, at);
}

int make_room(char const* name, int descriptor, off_t at, off_t size) {
    if (is_full_for(descriptor, at + size)) return ENOSPC;
    return original<int (*)(int, off_t, off_t)>(name)(descriptor, at, size);
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, void const* bytes, size_t size) {
    auto const at = lseek(descriptor, 0, SEEK_CUR);
    if (at >= 0 && is_full_for(descriptor, at + static_cast<off_t>(size))) return -1;
    return original<ssize_t (*)(int, void const*, size_t)>("write")(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, void const* bytes, size_t size, off_t at) {
    return write_at("pwrite", descriptor, bytes, size, at);
}
ssize_t pwrite64(int descriptor, void const* bytes, size_t size, off64_t at) {
    return write_at("pwrite64", descriptor, bytes, size, at);
}

ssize_t pwritev(int descriptor, iovec const* parts, int count, off_t at) {
    return write_parts_at("pwritev", descriptor, parts, count, at);
}
ssize_t pwritev64(int descriptor, iovec const* parts, int count, off64_t at) {
    return write_parts_at("pwritev64", descriptor, parts, count, at);
}

int posix_fallocate(int descriptor, off_t at, off_t size) {
    return make_room("posix_fallocate", descriptor, at, size);
}
int posix_fallocate64(int descriptor, off64_t at, off64_t size) {
    return make_room("posix_fallocate64", descriptor, at, size);
}
}
