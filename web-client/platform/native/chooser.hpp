// The desktop's own dialog for files: GNOME's or KDE's, whichever is installed.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "web-client/platform/native/mailbox.hpp"
#include "web-client/platform/platform.hpp"

namespace platform {

// {"*.png", "*.jpeg", "*.jpg"} of "image/png,image/jpeg", divided by spaces.
std::string patterns_of(std::string const& types);

class Chooser {
public:
    explicit Chooser(Mailbox& mailbox) : mailbox_(mailbox) {}
    ~Chooser() { close(); }  // and its dialog
    Chooser(Chooser const&) = delete;
    Chooser& operator=(Chooser const&) = delete;

    // Instead of a dialog that is open. False: neither is installed. `taken` comes through the
    // mailbox, unless nothing was chosen.
    bool ask(std::string const& types, std::function<void(LocalFile)> taken);

private:
    void close();

    Mailbox& mailbox_;
    int dialog_ = 0;  // its process, while the thread waits for it
    std::thread waiting_;
};

LocalFile read_local_file(std::string const& path);

}  // namespace platform
