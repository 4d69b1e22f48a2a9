// A picture that is chosen, sent and taken away: my own, or that of the workspace.
#pragma once

#include <string>

#include "shared/accounts/bytes_api.hpp"
#include "web-client/house/failure.hpp"
#include "web-client/house/surroundings.hpp"

namespace accounts {

class PictureChoice {
public:
    // `path`: where it is sent; `words`: those of the last frame, which live as long as this.
    PictureChoice(house::Surroundings const& around, std::string_view path,
                  words::Words const& words)
        : around_(around), path_(path), words_(words) {}

    void choose() const;
    void send(platform::LocalFile const& file);
    template <class Endpoint>
    void remove() const;
    bool is_on_its_way() const { return on_its_way_; }

private:
    void tell(std::string const& text) const;

    house::Surroundings const around_;
    std::string const path_;
    words::Words const& words_;
    bool on_its_way_ = false;
    platform::Alive alive_;
};

// ---- templates

template <class Endpoint>
void PictureChoice::remove() const {
    around_.api.call<Endpoint>({}, alive_.guard([this](client::Reply<wire::Nothing> const& reply) {
        if (!reply) tell(house::failures::in_words(words_, reply.failure));
        around_.platform.wake();
    }));
}

}  // namespace accounts
