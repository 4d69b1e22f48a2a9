// The keys of people that their browsers seal with, when a session ends there, what was written and
// not sent: whoever finds the browser then reads nothing of it, and signing in again opens it. Each
// person's is always the same.
#pragma once

#include <string>

#include "shared/accounts/rows.hpp"

namespace accounts {

class BrowserKeys {
public:
    explicit BrowserKeys(std::string root) : root_(std::move(root)) {}

    std::string of(base::Id<Person> person) const;  // 256 bits in base64url

private:
    std::string root_;
};

}  // namespace accounts
