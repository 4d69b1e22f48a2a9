// What accounts give the server: people, their sessions and credentials, and who asks.
#pragma once

#include "server/accounts/admin/factor_help.hpp"
#include "server/accounts/admin/rights.hpp"
#include "server/accounts/entry/recovery.hpp"
#include "server/accounts/entry/sessions.hpp"
#include "server/accounts/first_values.hpp"
#include "server/accounts/own/departure.hpp"
#include "server/accounts/own/second_factor.hpp"
#include "server/accounts/pictures/avatars.hpp"
#include "server/accounts/pictures/workspace_picture.hpp"
#include "server/house/ground.hpp"
#include "server/house/told.hpp"
#include "server/http/routes.hpp"
#include "server/jobs/chores.hpp"
#include "server/sync/inbox.hpp"
#include "server/watch/gauges.hpp"

namespace accounts {

class Module {
public:
    using Domain = accounts::Domain;

    struct Options {
        Passwords::Limits passwords{};
        bool secure_cookies = false;
        server::InstallationKey key;
        std::filesystem::path pictures;
        PictureReader::Options picture_reader{};
        FirstValues first{};
        // Told of the workspace's zone, which the process follows.
        WorkspaceNow::Follow follow_zone = [](std::string const&) {};
    };

    Module(server::Ground const& ground, Store& store, Options const& options);

    // That a domain has nothing more of a person, and what each stores of people.
    using Hears = syncing::Hears<server::told::Departed, server::told::Stored>;
    void hear(pqxx::transaction_base& transaction, server::told::Departed const& departed) const;
    void hear(pqxx::transaction_base& transaction, server::told::Stored const& stored) const;

    // The first thing that is done: the workspace gets its first values, where it has none.
    void begin();

    Facts facts_of(pqxx::transaction_base& transaction, Command const& command,
                   syncing::Actor const& actor) const;
    void bind(http::Routes& routes);
    void handle(jobs::Runner& runner) const;
    void clean_up(jobs::Chores& chores);
    void measure(watch::Gauges& gauges) const;
    void add_to_archive(base::Id128 person, archiving::Archive& archive) const;
    // What accounts keep goes last, when all others have given up theirs: see Departure.
    bool depart(base::Id128, bool) const { return false; }

    // ---- what the house asks of accounts alone

    Sessions const& sessions() const { return sessions_; }
    WorkspaceNow const& workspace() const { return workspace_; }
    // Null: anything may have changed.
    void changed(world::Space const* space);
    void hear_others(bool heard);  // whether other servers' changes are heard of
    http::Fault why_ended(syncing::Actor const& actor) const;
    // While there is no administrator: the word that makes one.
    std::optional<std::string> first_word();
    void measure_at_hand(watch::Metrics& metrics, void const* owner) const;
    // Whoever waits for a hash would go on with what is destroyed.
    void stop() { passwords_.stop(); }

private:
    server::Ground const ground_;
    Options const options_;
    Store& store_;
    KeyRing key_ring_;
    KnownSessions known_sessions_;
    WorkspaceNow workspace_;
    Passwords passwords_;
    FirstLink first_link_;
    Lockout const lockout_;
    FactorCodes const factor_codes_;
    OwnPassword const own_password_;
    Registrar const registrar_;
    SecondFactor const second_factor_;
    FactorHelp const factor_help_;
    Rights const rights_;
    Recovery const recovery_;
    PictureReader const picture_reader_;
    PictureFiles const picture_files_;
    KnownPeople const known_people_;
    PictureDesk const picture_desk_;
    Avatars const avatars_;
    WorkspacePicture const workspace_picture_;
    Departure const departure_;
    Sessions const sessions_;
};

}  // namespace accounts
