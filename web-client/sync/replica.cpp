#include "web-client/sync/replica.hpp"

namespace client {

std::string twenty_digits(std::int64_t number) {
    std::string const digits = std::to_string(number);
    return std::string(20 - digits.size(), '0') + digits;
}

std::int64_t last_number_in(std::string const& key) {
    std::int64_t number = 0;
    for (char const c : key.substr(key.rfind('/') + 1)) {
        if (c < '0' || c > '9' || number > 1'000'000'000'000) return 0;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool begins_with(std::string const& text, std::string const& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}

}  // namespace client
