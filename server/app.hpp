// The running server: what listens, what works, and what is stopped in which order.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "server/database/cluster.hpp"
#include "server/http/cors.hpp"
#include "server/http/edge.hpp"
#include "server/http/files.hpp"
#include "server/http/hosts.hpp"
#include "server/http/parking.hpp"
#include "server/http/workers.hpp"
#include "server/log.hpp"
#include "server/outside.hpp"
#include "server/sample/people.hpp"
#include "server/settings.hpp"
#include "server/watch/metrics.hpp"
#include "server/watch/reports.hpp"
#include "server/watch/sentry.hpp"

namespace database {
class Pool;
}

namespace server {

// What needs the database, and with it every domain: whoever only runs a server need not see them.
class Services;
struct ServiceOptions;

// Why it cannot run, as a sentence for whoever started it.
struct CannotRun : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class App {
public:
    // Listens at once: what needs the database is answered 503 until prepare() has ended.
    App(Settings const& settings, Log const& log);
    ~App();  // stops
    App(App const&) = delete;
    App& operator=(App const&) = delete;

    // Starts or finds the database and brings it up to date. While it is away it is tried again, as
    // long as `wait` says so, which takes its time. False: it gave up.
    bool prepare(std::function<bool()> const& wait);
    // In place of preparing: makes all keys anew. Its text says what came of it, for whoever asked;
    // nothing: it gave up.
    std::optional<std::string> renew_keys(std::function<bool()> const& wait);
    // Finishes what runs, ends long polls, stops the database last.
    void stop();

    std::string url() const;
    std::uint16_t port() const { return edge_.port(); }
    std::size_t waiting_polls() const { return parking_.size(); }
    // While there is no administrator: the address that makes one.
    std::optional<std::string> first_link();
    // Who was put into the empty workspace, when that was asked for.
    std::optional<sample::People> const& sample() const { return sample_; }

private:
    void handle(http::Request request, std::unique_ptr<http::Responder> responder) const;
    void admit(http::Request head, std::unique_ptr<http::Responder> responder) const;
    std::optional<http::Reply> file(http::Request const& request) const;
    void start_database();
    std::string owner_url() const;
    void bring_database_up_to_date(std::string const& url) const;
    bool with_database(std::function<bool()> const& wait, std::function<void()> const& act);
    std::filesystem::path key_file() const;
    database::Pool pool_of_start() const;
    ServiceOptions service_options() const;
    void follow_zone(std::string const& zone) const;
    http::Log edge_log();
    std::optional<std::int64_t> report(std::string_view place, std::string_view what);
    void add_metrics();

    ProcessZone const zone_;
    Settings const settings_;
    Log const log_;
    watch::Metrics metrics_;
    std::optional<watch::Sentry> sentry_;
    watch::Reports reports_;
    http::Hosts const hosts_;
    http::Cors const cors_;
    std::optional<http::Files> files_;
    std::optional<database::Cluster> cluster_;
    http::Workers workers_;
    http::Parking parking_;
    std::optional<sample::People> sample_;
    std::unique_ptr<Services> services_;
    std::atomic<Services*> ready_{nullptr};
    http::Edge edge_;
    bool stopped_ = false;
};

}  // namespace server
