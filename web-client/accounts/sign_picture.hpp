// The workspace's picture for whoever is not signed in yet.
#pragma once

#include <string>

#include "web-client/look/pictures.hpp"
#include "web-client/sync/api.hpp"

namespace accounts {

class SignPicture : public look::Portraits {
public:
    SignPicture(platform::Platform& platform, client::Api& api) : platform_(platform), api_(api) {}
    ~SignPicture() override;
    SignPicture(SignPicture const&) = delete;
    SignPicture& operator=(SignPicture const&) = delete;

    void show(std::string const& name);  // empty: there is none
    std::optional<look::AtlasPlace> find(std::string_view whose, float pixels) override;

private:
    void ask(float pixels);

    platform::Platform& platform_;
    client::Api& api_;
    std::string name_, asked_;  // the picture that is to be shown, and the one asked for last
    std::optional<look::Pixels> arrived_;
    std::optional<look::AtlasPlace> place_;
    platform::Alive alive_;
};

}  // namespace accounts
