// Everything that needs the database, made once it is there, and bound to the routes.
#pragma once

#include "server/accounts/admin/factor_help.hpp"
#include "server/accounts/admin/letter_links.hpp"
#include "server/accounts/admin/lists.hpp"
#include "server/accounts/admin/rights.hpp"
#include "server/accounts/entry/recovery_routes.hpp"
#include "server/accounts/entry/routes.hpp"
#include "server/accounts/keys/installation.hpp"
#include "server/accounts/own/leaving.hpp"
#include "server/accounts/own/own_archive.hpp"
#include "server/accounts/own/second_factor.hpp"
#include "server/accounts/pictures/avatars.hpp"
#include "server/database/listener.hpp"
#include "server/http/parking.hpp"
#include "server/http/routes.hpp"
#include "server/jobs/clean_up.hpp"
#include "server/jobs/runner.hpp"
#include "server/messaging/leaving.hpp"
#include "server/messaging/routes.hpp"
#include "server/sample/sample.hpp"
#include "server/sync/commands.hpp"
#include "server/sync/news_desk.hpp"
#include "server/watch/counts.hpp"
#include "server/watch/reports.hpp"

#include <filesystem>

namespace server {

struct ServiceOptions {
    std::string database_url;
    std::size_t connections = 10;
    bool secure_cookies = false;
    accounts::Passwords::Limits passwords{};
    std::chrono::milliseconds clean_up_period{std::chrono::hours(1)};
    std::string public_url;      // that letters link to
    mail::Smtp::Options mail{};  // without a URL no letters are sent
    jobs::Runner::Options jobs{};
    accounts::RegistrationMode registration = accounts::RegistrationMode::open;
    bool administrators_need_second_factor = false;
    InstallationKey key = InstallationKey::make();
    std::filesystem::path data{};  // what belongs to people beside the database
    accounts::PictureReader::Options picture_reader{};
    double rate_limits = 1;       // 0: none
    bool has_neighbours = false;  // other servers may share the database
};

// What outlives the services, and is told of them.
struct Watched {
    watch::Metrics& metrics;
    watch::Reports& reports;
    std::string metrics_token;
};

class Services {
public:
    // Throws database::Unavailable while the database is away, and KeyRefused when its keys are
    // sealed with another one.
    Services(ServiceOptions const& options, Watched const& watched, http::Workers& workers,
             http::Parking& parking, http::Fallback fallback, Log const& log);
    ~Services();
    Services(Services const&) = delete;
    Services& operator=(Services const&) = delete;

    http::Routes const& routes() const { return routes_; }
    // While there is no administrator: the word that makes one.
    std::optional<std::string> first_word();
    std::optional<sample::People> fill_with_sample();

private:
    http::Reply readiness(http::Request const& request);
    void add_routes();
    void add_jobs();
    void add_description();
    void add_watch();
    http::Fault why_ended(syncing::Actor const& actor) const;
    std::optional<std::int64_t> report(std::string_view place, std::string_view what);
    http::Reply metrics(http::Request const& request) const;
    void clean_up(base::Instant now);

    Log const log_;
    Watched const watched_;
    database::Pool pool_;
    accounts::Store accounts_;
    messaging::Store messaging_;
    InstallationKey const key_;
    accounts::KeyRing key_ring_;
    accounts::KnownSessions known_sessions_;
    accounts::Passwords passwords_;
    accounts::FirstLink first_link_;
    syncing::Hub hub_;
    jobs::Runner runner_;
    mail::Smtp smtp_;
    mail::Letters const letters_;
    accounts::Lockout const lockout_;
    http::Limits const limits_;
    http::Floods const floods_;
    accounts::FactorCodes const factor_codes_;
    accounts::OwnPassword const own_password_;
    accounts::Registrar const registrar_;
    accounts::SecondFactor const second_factor_;
    accounts::FactorHelp const factor_help_;
    accounts::Rights const rights_;
    accounts::Recovery const recovery_;
    accounts::PictureReader const picture_reader_;
    accounts::PictureFiles const picture_files_;
    accounts::Avatars const avatars_;
    messaging::Leaving const leaving_channels_;
    accounts::Leaving const leaving_;
    syncing::CommandDesk<accounts::Domain> const accounts_desk_;
    syncing::CommandDesk<messaging::Domain> const messaging_desk_;
    accounts::Sessions const sessions_;
    syncing::NewsDesk const news_desk_;
    http::Routes routes_;
    database::Listener const listener_;
    jobs::Periodically const clean_up_;
    watch::Counts counts_;
    jobs::Periodically const counting_;
};

}  // namespace server
