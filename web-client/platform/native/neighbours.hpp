// The other windows of this machine that share a store: each listens on a socket in one folder, and
// a message is carried to every socket but its own. A window that died leaves a socket that answers
// nobody; whoever finds it takes it away.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "web-client/platform/native/file.hpp"

namespace platform {

class Neighbours {
public:
    // `receive` is called on a thread of this object. Throws std::system_error.
    Neighbours(std::filesystem::path folder, std::function<void(std::string)> receive);
    ~Neighbours();
    Neighbours(Neighbours const&) = delete;
    Neighbours& operator=(Neighbours const&) = delete;

    // To all who listen now. Waits at most two seconds for each that does not read.
    void tell(std::string const& message) const;

private:
    void listen();
    std::string hear(int connection) const;

    std::filesystem::path folder_;
    File folder_open_;
    std::string own_name_;
    int listening_ = -1;
    int stop_ = -1;
    std::function<void(std::string)> receive_;
    std::thread thread_;
};

}  // namespace platform
