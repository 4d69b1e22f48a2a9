#include "web-client/house/portraits.hpp"

#include <algorithm>
#include <utility>

#include "shared/domains.hpp"

namespace house {

namespace {

constexpr int most_portraits_at_once = 4;         // what people wait for is not behind pictures
constexpr std::size_t most_portraits_kept = 400;  // 64 pixels wide they take 6 MB
constexpr std::int64_t patience_with_portraits_ms =
    30'000;  // then what did not come is asked again

bool is_workspace(std::string_view id) { return id == base::to_text(accounts::the_workspace); }

std::string address_of(std::string const& whose, std::int64_t side, std::string const& name) {
    auto const path =
        is_workspace(whose) ? "/api/v1/workspace/picture/" : "/api/v1/people/" + whose + "/avatar/";
    return path + std::to_string(side) + "?name=" + name;
}

}  // namespace

PeoplePictures::~PeoplePictures() {
    for (auto const& [key, picture] : pictures_)
        if (picture.place) look::take_from_atlas(*picture.place);
}

std::string const* PeoplePictures::named(std::string_view whose) {
    std::string const* name = nullptr;
    if (is_workspace(whose)) {
        if (auto const* workspace = account_.workspace()) name = &workspace->picture;
    } else if (auto const id = base::id_from_text(whose)) {
        if (auto const* row = names_.find({*id})) name = &row->avatar;
    }
    return name && !name->empty() ? name : nullptr;
}

std::optional<look::AtlasPlace> PeoplePictures::find(std::string_view whose, float pixels) {
    auto const* name = named(whose);
    if (!name || !shelf_.ready() || !names_.ready()) return std::nullopt;
    tidy_shelf();
    auto const side = pixels > static_cast<float>(accounts::smallest_picture)
                          ? accounts::largest_picture
                          : accounts::smallest_picture;
    Key const key{std::string(whose), side};
    auto& picture = pictures_[key];
    picture.seen_ms = platform_.steady_ms();
    show_arrived(picture);
    bool const waits = picture.failed == *name && picture.seen_ms < picture.again_ms;
    // The one before is shown until the new one is there.
    if (picture.shown != *name && !picture.asked && !waits) ask(key, picture, *name);
    // Better a small one for a large place than none, which is so without a connection.
    if (!picture.place && side == accounts::largest_picture)
        return find(whose, static_cast<float>(accounts::smallest_picture));
    return picture.place;
}

// Once, when people are known: of those who went, or have another one now, none stays.
void PeoplePictures::tidy_shelf() {
    if (std::exchange(shelf_is_tidy_, true)) return;
    shelf_.tidy([this](std::string const& whose, std::string const& name) {
        auto const* now = named(whose);
        return now && *now == name;
    });
}

void PeoplePictures::show_arrived(Picture& picture) {
    if (!picture.arrived) return;
    auto const place = look::put_on_atlas(*picture.arrived);
    picture.arrived.reset();
    if (!place) {
        picture.failed = picture.arrived_name;
        picture.again_ms = platform_.steady_ms() + patience_with_portraits_ms;
        return;
    }
    if (picture.place) look::take_from_atlas(*picture.place);
    picture.place = place;
    picture.shown = picture.arrived_name;
}

void PeoplePictures::ask(Key const& key, Picture& picture, std::string const& name) {
    bool const is_small = key.second == accounts::smallest_picture;
    if (auto const* png = is_small ? shelf_.find(key.first, name) : nullptr) {
        picture.arrived = look::pixels_of_png(*png);
        picture.arrived_name = name;
        if (picture.arrived) return show_arrived(picture);
    }
    if (under_way_ == most_portraits_at_once) return;  // each that arrives lets a frame be drawn
    ++under_way_;
    picture.asked = true;
    platform::Request request;
    request.path = address_of(key.first, key.second, name);
    api_.transfer(std::move(request),
                  alive_.guard([this, key, name](platform::Answer const& answer) {
                      arrived(key, name, answer);
                  }));
}

void PeoplePictures::arrived(Key const& key, std::string const& name,
                             platform::Answer const& answer) {
    --under_way_;
    platform_.wake();
    auto& picture = pictures_[key];
    picture.asked = false;
    picture.arrived_name = name;
    if (answer.status == 200) picture.arrived = look::pixels_of_png(answer.body);
    bool const is_small = key.second == accounts::smallest_picture;
    bool const leaves = account_.status().link == client::Link::ended;  // nothing stays here
    if (!picture.arrived) {
        picture.failed = name;
        picture.again_ms = platform_.steady_ms() + patience_with_portraits_ms;
    } else if (is_small && !leaves) {
        shelf_.keep(key.first, name, answer.body);
    }
    make_room();
}

void PeoplePictures::make_room() {
    while (pictures_.size() > most_portraits_kept) {
        auto const oldest =
            std::min_element(pictures_.begin(), pictures_.end(), [](auto const& a, auto const& b) {
                return std::pair(a.second.asked, a.second.seen_ms) <
                       std::pair(b.second.asked, b.second.seen_ms);
            });
        if (oldest->second.place) look::take_from_atlas(*oldest->second.place);
        pictures_.erase(oldest);
    }
}

}  // namespace house
