#include "web-client/sync/store_keys.hpp"

#include <utility>

#include "web-client/platform/queue_key.hpp"

namespace client {

using platform::Write;

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

void add_put(std::vector<Write>& writes, std::string key, std::string value) {
    writes.push_back({Write::Kind::put, std::move(key), std::move(value)});
}
void add_erase(std::vector<Write>& writes, std::string key) {
    writes.push_back({Write::Kind::erase, std::move(key), {}});
}
void add_append(std::vector<Write>& writes, std::string queue, std::string value) {
    writes.push_back({Write::Kind::append, std::move(queue), std::move(value)});
}
void add_wipe(std::vector<Write>& writes, std::string prefix) {
    writes.push_back({Write::Kind::wipe, std::move(prefix), {}});
}

std::string StoreKeys::cached(char const* kind) const { return cache + kind + domain + "/"; }
std::string StoreKeys::queue_of(std::string const& other) const { return queues() + other; }
std::string StoreKeys::waiting(std::int64_t number) const {
    return platform::queue_key(queue(), static_cast<std::uint64_t>(number));
}
std::string StoreKeys::refused(std::int64_t number) const {
    return platform::queue_key(trays() + identity, static_cast<std::uint64_t>(number));
}
std::string StoreKeys::version(world::Space const& space) const {
    return spaces() + world::to_text(space);
}
std::string StoreKeys::history() const { return cache + "history/" + domain; }
std::string StoreKeys::aside(world::Space const& space) const {
    return asides() + world::to_text(space) + "/";
}
std::string Aside::text() const {
    return platform::queue_key(platform::twenty_digits(static_cast<std::uint64_t>(opened_us)),
                               static_cast<std::uint64_t>(rows));
}
std::string StoreKeys::opened(world::Space const& space) const {
    return openings() + world::to_text(space);
}

}  // namespace client
