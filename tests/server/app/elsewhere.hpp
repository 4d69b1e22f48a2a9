// The part of a server that ends accounts, on somebody's database: of its jobs nothing runs by
// itself, so that tests take each step when they want it.
#pragma once

#include <filesystem>
#include <string>

#include "server/accounts/own/leaving.hpp"
#include "server/messaging/leaving.hpp"
#include "tests/server/app/scene.hpp"

namespace scene {

struct Elsewhere {
    Elsewhere(std::string const& url, std::filesystem::path const& avatars)
        : pool([&] {
              database::PoolOptions options;
              options.url = url;
              return options;
          }()),
          pictures(avatars) {}

    database::Pool pool;
    accounts::Store people{pool};
    messaging::Store messages{pool};
    http::Parking parking{http::Parking::Limits{}};
    syncing::Hub hub{parking, [](world::Space const*) {}};
    accounts::Passwords passwords{{}};
    jobs::Runner runner{pool, {}, support::quiet()};
    mail::Smtp smtp{{}};
    server::InstallationKey const key = server::InstallationKey::make();
    mail::Letters const letters{{pool, runner, smtp, key, "", support::quiet()}};
    accounts::Lockout const lockout{pool, runner, letters};
    http::Workers workers{http::Workers::Limits{}, {}};
    accounts::FactorCodes const codes{pool, people, hub, key};
    accounts::OwnPassword const password{pool,    passwords, codes,
                                         lockout, workers,   support::quiet()};
    messaging::Leaving const leaving_channels{pool, messages, hub};
    accounts::PictureFiles const pictures;
    accounts::Leaving const leaving{{pool, people, password, letters, runner, hub, workers,
                                     support::quiet(), pictures,
                                     [this](accounts::PersonId person, bool erase) {
                                         return leaving_channels.step(person, erase);
                                     }}};
};

}  // namespace scene
