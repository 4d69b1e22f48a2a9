// Everything that needs the database, made once it is there, and bound to the routes.
#pragma once

#include "server/database/listener.hpp"
#include "server/http/parking.hpp"
#include "server/http/routes.hpp"
#include "server/jobs/clean_up.hpp"
#include "server/modules.hpp"
#include "server/sample/sample.hpp"
#include "server/sync/news_endpoint.hpp"
#include "server/watch/reports.hpp"

namespace server {

struct ServiceOptions {
    std::string database_url;
    std::size_t connections = 10;
    bool secure_cookies = false;
    accounts::Passwords::Limits passwords{};
    std::chrono::milliseconds clean_up_period{std::chrono::hours(1)};
    // How late the list of accounts may be in what each person stores.
    std::chrono::milliseconds stored_period{std::chrono::seconds(2)};
    // How late the numbers may be that scrapers read and only the database knows.
    std::chrono::milliseconds counting_period{std::chrono::seconds(15)};
    std::string public_url;      // that letters link to
    mail::Smtp::Options mail{};  // without a URL no letters are sent
    jobs::Runner::Options jobs{};
    accounts::FirstValues first{};  // of the workspace
    // Told of the workspace's zone.
    std::function<void(std::string const& zone)> follow_zone = [](std::string const&) {};
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
    Ground ground(http::Workers& workers);
    http::Reply readiness(http::Request const& request);
    bool may_still_administer(http::Identity const& who) const;
    void add_routes();
    void add_jobs();
    jobs::Chores chores();
    watch::Gauges gauges();
    void add_description();
    void add_watch();
    http::Reply metrics(http::Request const& request) const;

    Log const log_;
    Watched const watched_;
    InstallationKey const key_;
    database::Pool pool_;
    syncing::Hub hub_;
    jobs::Runner runner_;
    mail::Smtp smtp_;
    mail::Letters const letters_;
    http::Limits const limits_;
    http::Floods const floods_;
    Exports exports_;
    Imports imports_;
    Modules house_;
    syncing::NewsEndpoint const news_endpoint_;
    http::Routes routes_;
    database::Listener const listener_;
    jobs::Chores const chores_;
    jobs::Periodically const clean_up_;
    watch::Gauges gauges_;
    jobs::Periodically const counting_;
    jobs::Periodically const telling_;
};

}  // namespace server
