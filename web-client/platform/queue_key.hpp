// Under which key a store keeps an entry of a queue: "<queue>/" and the number in 20 digits, so
// that the order of the keys is that of the numbers.
#pragma once

#include <cstdint>
#include <string>

namespace platform {

constexpr std::size_t queue_key_digits = 20;

inline std::string twenty_digits(std::uint64_t number) {
    std::string const digits = std::to_string(number);
    return std::string(queue_key_digits - digits.size(), '0') + digits;
}
inline std::string queue_key(std::string const& queue, std::uint64_t number) {
    return queue + "/" + twenty_digits(number);
}

}  // namespace platform
