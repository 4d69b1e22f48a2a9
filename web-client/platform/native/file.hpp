// A file by its descriptor: closed when it goes, and every failure is an exception with its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace platform {

class File {
public:
    File() = default;
    // `flags` are those of open(2); O_CLOEXEC is added. Throws std::system_error.
    File(std::filesystem::path const& path, int flags);
    ~File();
    File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    File& operator=(File&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }

    int descriptor() const { return descriptor_; }
    std::uint64_t size() const;
    std::string read_from(std::uint64_t offset) const;  // to the end
    void write_at(std::uint64_t offset, std::string_view bytes) const;
    void cut(std::uint64_t size) const;
    void sync() const;  // what was written is on the disk

    // Whether the file that has this name now is the one that is open here.
    bool is_still(std::filesystem::path const& path) const;

private:
    int descriptor_ = -1;
};

// Holds flock(2)'s exclusive lock of a file for a scope. Other processes and other stores wait.
class Locked {
public:
    explicit Locked(File const& file);
    ~Locked();
    Locked(Locked const&) = delete;
    Locked& operator=(Locked const&) = delete;

private:
    int descriptor_;
};

// Writes the file anew under its name, all or nothing; `durable`: and waits until it is on the
// disk.
void replace_file(std::filesystem::path const& path, std::string_view bytes, bool durable);

}  // namespace platform
