#include "server/http/mailbox.hpp"

#include <sys/eventfd.h>

#include <cerrno>
#include <system_error>

namespace http {

Mailbox::Mailbox() : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!wake_) throw std::system_error(errno, std::generic_category(), "eventfd");
}

void Mailbox::post(Letter letter) {
    bool first = false;
    {
        std::lock_guard const lock(mutex_);
        if (closed_) return;
        first = letters_.empty();
        letters_.push_back(std::move(letter));
    }
    // One wake is enough for whatever lies in the box. It fails only when the counter is full, and
    // then the loop is awake anyhow.
    if (first) ::eventfd_write(wake_.get(), 1);
}

std::vector<Letter> Mailbox::take() {
    eventfd_t count = 0;
    ::eventfd_read(wake_.get(), &count);
    std::vector<Letter> letters;
    std::lock_guard const lock(mutex_);
    letters.swap(letters_);
    return letters;
}

void Mailbox::close() {
    std::vector<Letter> dropped;  // their last owners may be freed here, outside the lock
    std::lock_guard const lock(mutex_);
    closed_ = true;
    dropped.swap(letters_);
}

}  // namespace http
