#include "server/outside.hpp"

#include <sodium.h>

#include <unistd.h>

#include <array>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>

namespace server {

base::Instant now() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

base::Calendar calendar(base::Instant moment) {
    auto const seconds = moment.us / 1'000'000 - (moment.us % 1'000'000 < 0 ? 1 : 0);
    std::time_t const time = static_cast<std::time_t>(seconds);
    std::tm local{};
    if (::localtime_r(&time, &local) == nullptr) return base::calendar_at(moment, 0);
    return base::calendar_at(moment, static_cast<std::int32_t>(local.tm_gmtoff));
}

bool knows_zone(std::string const& name) {
    // The names of zones are paths; one that leads elsewhere is none.
    bool good = !name.empty() && name.front() != '/' && name.find("..") == std::string::npos;
    for (char const c : name)
        good = good && (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                        std::string_view("/_+-").find(c) != std::string_view::npos);
    return good && std::filesystem::is_regular_file("/usr/share/zoneinfo/" + name);
}

void choose_zone(std::string const& name) {
    ::setenv("TZ", (":" + name).c_str(), 1);
    ::tzset();
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
