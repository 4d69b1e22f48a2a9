// The one-time word that makes the first administrator. It is kept in memory only, and is valid
// until somebody has used it.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

namespace accounts {

class FirstLink {
public:
    std::string open();  // makes the word, or says again which it is
    bool is_open_with(std::string_view word) const;
    bool was_used_with(std::string_view word) const;
    void close();

private:
    mutable std::mutex mutex_;
    std::string word_, used_;  // empty: closed
};

}  // namespace accounts
