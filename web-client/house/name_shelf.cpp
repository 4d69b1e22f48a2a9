#include "web-client/house/name_shelf.hpp"

#include "shared/wire/recall.hpp"

namespace house {
namespace {

constexpr std::string_view name_key = "name/";

// A name that cannot be kept is asked for again.
void lose_name(platform::Written) {}

}  // namespace

NameShelf::NameShelf(platform::Platform& platform, platform::Store& store,
                     std::function<void(Names)> heard)
    : store_(store) {
    store_.read(std::string(name_key),
                alive_.guard([&platform, heard = std::move(heard)](
                                 bool, platform::Store::Entries const& entries) {
                    Names names;
                    for (auto const& [key, value] : entries) {
                        auto const id = base::id_from_text(key.substr(name_key.size()));
                        KeptName kept;
                        if (id && wire::json::recall(value, kept)) names[*id] = std::move(kept);
                    }
                    heard(std::move(names));
                    platform.wake();
                }));
}

void NameShelf::keep(Changes const& changes) {
    std::vector<platform::Write> writes;
    for (auto const& [person, kept] : changes) {
        auto const kind = kept ? platform::Write::Kind::put : platform::Write::Kind::erase;
        writes.push_back({kind, std::string(name_key) + base::to_text(person),
                          kept ? wire::json::text(*kept) : std::string()});
    }
    if (!writes.empty()) store_.write(std::move(writes), lose_name);
}

}  // namespace house
