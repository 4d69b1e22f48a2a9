// The part of outside.hpp that the simulation stands upon, too: without libraries, natively and as
// wasm.
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>

#include "server/outside.hpp"

namespace server {

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

ProcessZone::ProcessZone() {
    auto const* given = std::getenv("TZ");
    machine_ = given ? given : ":/etc/localtime";
    become({});
}

void ProcessZone::become(std::string const& name) const {
    ::setenv("TZ", name.empty() ? machine_.c_str() : (":" + name).c_str(), 1);
    ::tzset();
}

}  // namespace server
