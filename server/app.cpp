#include "server/app.hpp"

#include <sodium.h>

#include "server/accounts/entry/refresh_cookie.hpp"
#include "server/database/cluster_folder.hpp"
#include "server/database/migrate.hpp"
#include "server/database/roles.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"
#include "server/services.hpp"
#include "server/sync/history.hpp"
#include "shared/protocol.hpp"

namespace server {

namespace {

bool is_https(Settings const& settings) { return settings.public_url.rfind("https://", 0) == 0; }

http::EdgeOptions edge_options(Settings const& settings, http::Handler admit, http::Log log) {
    http::EdgeOptions options;
    options.address = settings.listen.host;
    options.port = settings.listen.port;
    for (auto const& proxy : settings.trusted_proxies)
        options.trusted_proxies.push_back(proxy.address + "/" + std::to_string(proxy.bits));
    options.https = is_https(settings);
    options.admit = std::move(admit);
    options.log = std::move(log);
    return options;
}

http::Workers::Limits worker_limits(Settings const& settings) {
    http::Workers::Limits limits;
    limits.threads = static_cast<std::size_t>(settings.workers);
    return limits;
}

std::optional<http::Files> files_of(Settings const& settings) {
    if (settings.web.empty()) return std::nullopt;
    return http::Files(settings.web);
}

http::Cors::Options cors_options(Settings const& settings) {
    return {settings.cors_origins, settings.public_url, std::string(accounts::refresh_cookie_path)};
}

// Two builds whose messages differ are two releases.
std::string release() {
    auto const type = protocol::content_type();
    return "kontor@" + type.substr(type.rfind('=') + 1);
}

// Before anything is hashed or drawn by lot.
void begin_with_randomness() {
    if (sodium_init() < 0) throw CannotRun("There is no source of randomness on this machine.");
}

// Whether a route might answer it once there are some (/readyz): files are shown in their places
// only to who asks for them by name, as a page.
bool is_of_a_route(http::Request const& request) {
    if (request.path.rfind("/api/", 0) == 0) return true;
    bool const is_file = request.path == "/" || request.path.find('.') != std::string::npos;
    return !is_file && request.header("accept").find("text/html") == std::string::npos;
}

http::Reply not_ready(http::Request const& request) {
    http::Fault fault;
    fault.status = 503;
    fault.rule = "starting";
    fault.headers.emplace_back("Retry-After", "1");
    return http::problem_reply(fault, request.id);
}

}  // namespace

App::App(Settings const& settings, Log const& log)
    : settings_((begin_with_randomness(), settings)),
      log_(log),
      reports_(release(), log,
               [this](watch::Failure const& failure, std::optional<std::int64_t> number) {
                   if (sentry_)
                       sentry_->tell({failure.origin, failure.place, failure.text, failure.release,
                                      number, now()});
               }),
      hosts_({settings.listen.host, settings.public_url, machine_name()}),
      cors_(cors_options(settings)),
      files_(files_of(settings)),
      workers_(
          worker_limits(settings), http::Log(log),
          [this](std::string_view route, std::string_view what) { return report(route, what); }),
      parking_({}),
      edge_(edge_options(
          settings,
          hosts_.around(
              cors_.around([this](http::Request head, std::unique_ptr<http::Responder> responder) {
                  admit(std::move(head), std::move(responder));
              })),
          edge_log())) {
    if (auto const address = watch::sentry_address(settings.sentry_dsn))
        sentry_.emplace(*address, log);
    add_metrics();
    try {
        edge_.start(hosts_.around(
            cors_.around([this](http::Request request, std::unique_ptr<http::Responder> responder) {
                handle(std::move(request), std::move(responder));
            })));
    } catch (std::runtime_error const& error) {
        throw CannotRun(std::string("The server ") + error.what() +
                        ". Stop what uses this address, or choose another with --listen.");
    }
}

App::~App() { stop(); }

http::Log App::edge_log() {
    return http::Log(log_, [this](http::Access const& access) { metrics_.count(access); });
}

std::optional<std::int64_t> App::report(std::string_view place, std::string_view what) {
    return reports_.add({"server", std::string(place), std::string(what), {}});
}

void App::add_metrics() {
    using Kind = watch::Metrics::Kind;
    auto const add = [&](std::string name, std::string help, std::function<std::size_t()> read) {
        metrics_.add({std::move(name), std::move(help), Kind::gauge, "",
                      [read = std::move(read)] { return static_cast<double>(read()); }, this});
    };
    add("kontor_connections", "Connections that are open.", [this] { return edge_.connections(); });
    add("kontor_parked_polls", "Long polls that wait.", [this] { return parking_.size(); });
    add("kontor_workers", "Threads of workers.", [this] { return workers_.threads(); });
    add("kontor_workers_busy", "Workers that work.", [this] { return workers_.running(); });
    add("kontor_workers_waiting", "Requests that wait for a worker.",
        [this] { return workers_.waiting(); });
}

void App::handle(http::Request request, std::unique_ptr<http::Responder> responder) const {
    if (auto* services = ready_.load())
        return services->routes().dispatch(std::move(request), std::move(responder));
    if (request.path == "/healthz") {
        http::Reply reply;
        reply.content_type = "text/plain; charset=utf-8";
        reply.body = std::make_shared<std::string const>("lives\n");
        return responder->send(std::move(reply));
    }
    auto reply = is_of_a_route(request) ? std::nullopt : file(request);
    responder->send(reply ? std::move(*reply) : not_ready(request));
}

void App::admit(http::Request head, std::unique_ptr<http::Responder> responder) const {
    if (auto* services = ready_.load())
        return services->routes().admit(std::move(head), std::move(responder));
    responder->send(not_ready(head));
}

std::optional<http::Reply> App::file(http::Request const& request) const {
    return files_ ? files_->answer(request) : std::nullopt;
}

void App::start_database() {
    if (cluster_) return;
    try {
        if (settings_.database_url.empty()) {
            database::ClusterOptions options;
            options.data = settings_.data;
            cluster_.emplace(options, log_);
        } else if (!settings_.data.empty()) {
            database::make_private_folder(settings_.data, {});
            database::require_all_private(settings_.data, {});
        }
    } catch (database::ClusterFailed const& error) {
        throw CannotRun(error.what());
    }
}

ServiceOptions App::service_options() const {
    ServiceOptions options;
    options.database_url = cluster_ ? cluster_->url() : settings_.database_url;
    options.connections = static_cast<std::size_t>(settings_.workers) + 4;
    options.data = settings_.data;
    options.public_url = url();
    options.mail.url = settings_.smtp_url;
    options.mail.authorities = settings_.smtp_ca;
    if (!settings_.mail_from.empty())
        options.mail.from = mail::sender_from_text(settings_.mail_from);
    options.first = {
        {settings_.zone, settings_.registration, settings_.administrators_need_second_factor},
        settings_.registration_said,
        settings_.second_factor_said};
    options.follow_zone = [this](std::string const& zone) { follow_zone(zone); };
    options.rate_limits = settings_.rate_limits;
    options.picture_reader.program = settings_.picture_program;
    options.has_neighbours = !settings_.database_url.empty();
    options.secure_cookies = is_https(settings_);
    return options;
}

// Another server of the workspace may know zones that this machine does not.
void App::follow_zone(std::string const& zone) const {
    bool const known = zone.empty() || knows_zone(zone);
    if (!known)
        log_.warning("zone.unknown",
                     {{"warning", "this machine does not know the workspace's time zone " + zone +
                                      ": its own is taken in its place"}});
    zone_.become(known ? zone : std::string());
}

// Of the role that owns the tables; empty: the server's own role does.
std::string App::owner_url() const {
    return cluster_ ? cluster_->owner_url() : settings_.migration_url;
}

// As the owner of the tables, who then says what the server itself may do with them.
void App::bring_database_up_to_date(std::string const& url) const {
    auto const owner = owner_url();
    database::migrate(owner.empty() ? url : owner, database::embedded_migrations(), log_);
    if (!owner.empty()) database::give_rights(owner, url, log_);
}

// Starts or finds the database and brings it up to date; then `act`, again for as long as it is
// away and `wait` says so.
bool App::with_database(std::function<bool()> const& wait, std::function<void()> const& act) {
    start_database();
    for (;;) {
        try {
            bring_database_up_to_date(cluster_ ? cluster_->url() : settings_.database_url);
            act();
            return true;
        } catch (database::MigrationRefused const& error) {
            throw CannotRun(error.what());
        } catch (KeyRefused const& error) {
            throw CannotRun(error.what());
        } catch (database::Unavailable const& error) {
            log_.warning("database.awaited", {{"error", error.what()}});
        } catch (database::Busy const& error) {
            log_.warning("database.awaited", {{"error", error.what()}});
        } catch (database::Contended const& error) {
            log_.warning("database.awaited", {{"error", error.what()}});
        }
        services_.reset();
        if (!wait()) return false;
    }
}

bool App::prepare(std::function<bool()> const& wait) {
    return with_database(wait, [this] {
        auto options = service_options();
        auto pool = pool_of_start();
        options.key = accounts::settle_installation(pool, key_file());
        for (auto const& domain : Modules::names()) syncing::settle_history(pool, domain);
        services_ = std::make_unique<Services>(
            options, Watched{metrics_, reports_, settings_.metrics_token}, workers_, parking_,
            [this](http::Request const& request) { return file(request); }, log_);
        if (settings_.sample && !sample_) sample_ = services_->fill_with_sample();
        ready_ = services_.get();
    });
}

std::optional<std::string> App::renew_keys(std::function<bool()> const& wait) {
    accounts::Renewed renewed;
    bool const done = with_database(wait, [&] {
        auto pool = pool_of_start();
        renewed = accounts::renew_installation(pool, key_file());
    });
    if (!done) return std::nullopt;
    auto text = "All keys are new: everybody signs in again. The new key is in " +
                key_file().string() + "; every server on this database needs a copy of it.";
    if (renewed.lost_factors > 0)
        text += " The codes of " + std::to_string(renewed.lost_factors) +
                " second factors are lost with the key before: they work with recovery codes, or "
                "an administrator takes them off.";
    return text;
}

// For what is done before anybody is answered.
database::Pool App::pool_of_start() const {
    auto const owner = owner_url();
    database::PoolOptions options;
    options.url = owner.empty() ? service_options().database_url : owner;
    return database::Pool(options);
}

std::filesystem::path App::key_file() const {
    return settings_.key_file.empty() ? settings_.data / "key" : settings_.key_file;
}

void App::stop() {
    if (stopped_) return;
    stopped_ = true;
    parking_.stop();  // its polls are answered by the workers, through the edge
    edge_.stop();
    workers_.stop();
    ready_ = nullptr;
    services_.reset();
    if (cluster_) cluster_->stop();
}

std::string App::url() const {
    if (!settings_.public_url.empty()) return settings_.public_url;
    auto host = settings_.listen.host;
    if (host == "0.0.0.0" || host == "::") host = "localhost";
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return "http://" + host + ":" + std::to_string(port());
}

std::optional<std::string> App::first_link() {
    auto* services = ready_.load();
    auto const word = services ? services->first_word() : std::nullopt;
    if (!word) return std::nullopt;
    return url() + "/first#" + *word;
}

}  // namespace server
