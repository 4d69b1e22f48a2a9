// The part of a server that ends accounts, on somebody's database: of its jobs nothing runs by
// itself, so that tests take each step when they want it.
#pragma once

#include <filesystem>
#include <string>

#include "server/accounts/admin/stored.hpp"
#include "server/accounts/own/departure.hpp"
#include "server/house/departures.hpp"
#include "server/messaging/departure.hpp"
#include "server/modules.hpp"
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
    messaging::Departure const channels_departure{pool, messages, hub};
    accounts::PictureFiles const pictures;
    accounts::Departure const departure{{pool, people, password, letters, runner, hub, workers,
                                         support::quiet(), pictures, server::Modules::names()}};

    // ---- what the house binds of each domain

    server::Departures const from_accounts{
        {"accounts", pool, runner, [](base::Id128, bool) { return false; }}};
    server::Departures const from_messaging{
        {"messaging", pool, runner, [this](base::Id128 person, bool erase) {
             return channels_departure.step({person}, erase);
         }}};
    using AccountsInbox = server::Housed<accounts::Module>::Inbox;
    using MessagingInbox = server::Housed<messaging::Module>::Inbox;
    AccountsInbox const inbox_of_accounts{
        {people,
         hub,
         runner,
         support::quiet(),
         [](auto&, accounts::Command const&) { return accounts::Facts{}; },
         [this](auto& t, AccountsInbox::Message const& message) {
             using namespace server::told;
             if (auto const* leaves = std::get_if<PersonDeparts>(&message))
                 from_accounts.begin(t, *leaves);
             if (auto const* departed = std::get_if<Departed>(&message))
                 departure.hear(t, *departed);
             if (auto const* stored = std::get_if<Stored>(&message))
                 accounts::note_stored(t, *stored);
         },
         {}}};
    MessagingInbox const inbox_of_messaging{
        {messages,
         hub,
         runner,
         support::quiet(),
         [](auto&, messaging::Command const&) { return messaging::Facts{}; },
         [this](auto& t, MessagingInbox::Message const& message) {
             if (auto const* leaves = std::get_if<server::told::PersonDeparts>(&message))
                 from_messaging.begin(t, *leaves);
         },
         {}}};

    jobs::Handler handler_of(std::string const& kind) const {
        if (kind == "inbox:accounts") return inbox_of_accounts.handler();
        if (kind == "inbox:messaging") return inbox_of_messaging.handler();
        if (kind == from_accounts.job_kind()) return from_accounts.handler();
        if (kind == from_messaging.job_kind()) return from_messaging.handler();
        if (kind == accounts::Departure::job_kind) return departure.handler();
        return {};
    }
    pqxx::result sql(std::string const& statement) {
        return database::with_transaction(
            pool, database::Isolation::read_committed,
            [&](pqxx::transaction_base& t) { return database::run(t, statement); });
    }
    // Does the job that has waited for the longest time, of those of departures; its kind, or
    // nothing when there is none. As if the server ended before that was noted, it may be left.
    std::string one_job(bool is_noted = true) {
        auto const rows = sql(
            "select id, kind, payload from jobs.job where state = 'waiting' and (kind = 'leaving' "
            "or kind ~ '^(inbox|departure):') order by made, id limit 1");
        if (rows.empty()) return {};
        auto const id = database::read<base::Id128>(rows[0][0]);
        auto const kind = database::read<std::string>(rows[0][1]);
        auto const set = [&](std::string const& what) {
            sql("update jobs.job set " + what + " where id = '" + base::to_text(id) + "'");
        };
        set("state = 'running'");
        handler_of(kind).work({id, database::read<std::string>(rows[0][2]), 1});
        set(is_noted ? "state = 'done', payload = ''" : "state = 'waiting'");
        return kind;
    }
};

}  // namespace scene
