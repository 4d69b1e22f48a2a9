// The pictures of people, and of the workspace: fetched when they are first drawn, and kept while
// they are seen; the small ones stay on this machine.
#pragma once

#include <map>
#include <string>

#include "web-client/house/names.hpp"
#include "web-client/house/picture_shelf.hpp"
#include "web-client/look/pictures.hpp"
#include "web-client/sync/account.hpp"

namespace house {

class PeoplePictures : public look::Portraits {
public:
    PeoplePictures(platform::Platform& platform, client::PersonalApi& api, client::Account& account,
                   Names& names)
        : platform_(platform),
          api_(api),
          account_(account),
          names_(names),
          shelf_(platform, account.of_people()) {}
    ~PeoplePictures() override;
    PeoplePictures(PeoplePictures const&) = delete;
    PeoplePictures& operator=(PeoplePictures const&) = delete;

    std::optional<look::AtlasPlace> find(std::string_view whose, float pixels) override;

private:
    struct Picture {
        std::optional<look::AtlasPlace> place;
        std::string shown;   // the name of the picture at that place
        std::string failed;  // one that did not come, which is not asked for before `again_ms`
        std::int64_t again_ms = 0, seen_ms = 0;
        bool asked = false;
        std::optional<look::Pixels> arrived;  // for the atlas, in the next frame
        std::string arrived_name;
    };
    using Key = std::pair<std::string, std::int64_t>;  // whose, and the side in pixels

    // The name of the picture that they have; null: none.
    std::string const* named(std::string_view whose);
    void show_arrived(Picture& picture);
    void ask(Key const& key, Picture& picture, std::string const& name);
    void arrived(Key const& key, std::string const& name, platform::Answer const& answer);
    void tidy_shelf();
    void make_room();

    platform::Platform& platform_;
    client::PersonalApi& api_;
    client::Account& account_;
    Names& names_;
    std::map<Key, Picture> pictures_;
    PictureShelf shelf_;  // of the small ones
    bool shelf_is_tidy_ = false;
    int under_way_ = 0;
    platform::Alive alive_;
};

}  // namespace house
