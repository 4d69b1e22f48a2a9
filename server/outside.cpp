#include "server/outside.hpp"

#include <sodium.h>

#include <unistd.h>

#include <array>
#include <chrono>

namespace server {

base::Instant now() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

base::Id128 fresh_id() {
    std::array<unsigned char, 10> chance{};
    randombytes_buf(chance.data(), chance.size());
    return base::make_id128(now().us / 1000, chance);
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string machine_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

}  // namespace server
