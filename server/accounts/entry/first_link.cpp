#include "server/accounts/entry/first_link.hpp"

#include <utility>

#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

std::string FirstLink::open() {
    std::lock_guard const lock(mutex_);
    if (word_.empty()) word_ = server::base64url(server::random_bytes(18));
    return word_;
}

bool FirstLink::is_open_with(std::string_view word) const {
    std::lock_guard const lock(mutex_);
    return !word_.empty() && server::same_secret(word_, word);
}

bool FirstLink::was_used_with(std::string_view word) const {
    std::lock_guard const lock(mutex_);
    return !used_.empty() && server::same_secret(used_, word);
}

void FirstLink::close() {
    std::lock_guard const lock(mutex_);
    used_ = std::exchange(word_, {});
}

}  // namespace accounts
