#include "web-client/house/picture_shelf.hpp"

#include <utility>
#include <vector>

namespace house {

namespace {

constexpr std::string_view prefix = "picture/";
constexpr std::size_t most_shelved = 400;  // they take some 3 MB

std::string key_of(std::string const& person) { return std::string(prefix) + person; }

// A picture that cannot be kept is fetched again: nobody minds.
void ignore(platform::Written) {}

}  // namespace

PictureShelf::PictureShelf(platform::Platform& platform, platform::Store& store) : store_(store) {
    store_.read(std::string(prefix), alive_.guard([this, &platform](
                                                      bool,
                                                      platform::Store::Entries const& entries) {
        for (auto const& [key, value] : entries) {
            auto const cut = value.find('\n');
            if (cut != value.npos)
                kept_[key.substr(prefix.size())] = {value.substr(0, cut), value.substr(cut + 1)};
        }
        ready_ = true;
        platform.wake();
    }));
}

std::string const* PictureShelf::find(std::string const& person, std::string const& name) const {
    auto const kept = kept_.find(person);
    return kept != kept_.end() && kept->second.name == name ? &kept->second.png : nullptr;
}

void PictureShelf::keep(std::string const& person, std::string const& name,
                        std::string const& png) {
    if (kept_.size() >= most_shelved && kept_.count(person) == 0) return;
    kept_[person] = {name, png};
    store_.write({{platform::Write::Kind::put, key_of(person), name + "\n" + png}}, ignore);
}

void PictureShelf::tidy(IsCurrent const& is_current) {
    std::vector<platform::Write> gone;
    std::erase_if(kept_, [&](auto const& each) {
        bool const goes = !is_current(each.first, each.second.name);
        if (goes) gone.push_back({platform::Write::Kind::erase, key_of(each.first), {}});
        return goes;
    });
    if (!gone.empty()) store_.write(std::move(gone), ignore);
}

}  // namespace house
