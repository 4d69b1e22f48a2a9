#include "shared/world/reads.hpp"

namespace world {

std::string key_text(base::Id128 id) { return base::to_text(id); }
std::string key_text(std::int64_t number) { return std::to_string(number); }
std::string key_text(bool yes) { return yes ? "true" : "false"; }
// As it is stored: in microseconds.
std::string key_text(base::Instant instant) { return std::to_string(instant.us); }
std::string key_text(base::Day day) {
    auto const [year, month, of_month] = base::civil(day);
    auto const padded = [](int number, std::size_t digits) {
        auto const text = std::to_string(number);
        return std::string(digits > text.size() ? digits - text.size() : 0, '0') + text;
    };
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(of_month, 2);
}

}  // namespace world
