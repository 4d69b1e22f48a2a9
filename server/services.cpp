#include "server/services.hpp"

#include <algorithm>
#include <mutex>

#include "server/audit/audit.hpp"
#include "server/database/values.hpp"
#include "server/http/unavailable.hpp"
#include "server/sync/history.hpp"
#include "shared/protocol.hpp"

namespace server {

namespace {

database::PoolOptions pool_options(ServiceOptions const& options) {
    database::PoolOptions pool;
    pool.url = options.database_url;
    pool.most = options.connections + Exports::Limits{}.at_once;
    pool.attempts = 6;  // within 0.6 s, since a person waits for the answer
    return pool;
}

http::Routes::Options route_options(accounts::Module const& module, http::Fallback fallback) {
    http::Routes::Options options;
    options.bytes_type = protocol::content_type();
    options.authenticate = [&sessions = module.sessions()](http::Request const& request) {
        return sessions.authenticate(request);
    };
    // Nothing works without accounts, and what else has a tag is no domain.
    options.is_off = [&module, domains = Modules::names()](std::string_view tag) {
        return tag != accounts::Domain::name &&
               std::find(domains.begin(), domains.end(), tag) != domains.end() &&
               module.workspace().is_off(tag);
    };
    options.fallback = std::move(fallback);
    options.title.description =
        "Everything that the client does, for scripts. Failures are RFC 9457 problems whose `type` "
        "ends in a key that never changes its meaning.";
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        options.title.tags.emplace_back(Domain::name, Domain::about);
    });
    options.title.tags.emplace_back("news",
                                    "What changed, for clients and scripts that follow along.");
    options.title.tags.emplace_back("tables", "Every table, for administrators.");
    options.title.tags.emplace_back("server",
                                    "How the server fares, and what it keeps for itself.");
    return options;
}

std::unique_ptr<http::Buckets> buckets_for(ServiceOptions const& options, database::Pool& pool) {
    if (options.has_neighbours) return std::make_unique<http::BucketsInDatabase>(pool);
    return std::make_unique<http::BucketsInMemory>();
}

accounts::Module::Options accounts_options(ServiceOptions const& options) {
    return {options.passwords,        options.secure_cookies, options.key,
            options.data / "avatars", options.picture_reader, options.first,
            options.follow_zone};
}

http::Reply plain_text(std::string text) {
    http::Reply reply;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = std::make_shared<std::string const>(std::move(text));
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

}  // namespace

Services::Services(ServiceOptions const& options, Watched const& watched, http::Workers& workers,
                   http::Parking& parking, http::Fallback fallback, Log const& log)
    : log_(log),
      watched_(watched),
      key_(options.key),
      pool_(pool_options(options)),
      hub_(parking,
           [this](world::Space const* space) { house_.of<accounts::Module>().changed(space); }),
      runner_(pool_, options.jobs, log),
      smtp_(options.mail),
      letters_({pool_, runner_, smtp_, key_, options.public_url, log,
                [this] {
                    auto const workspace = house_.of<accounts::Module>().workspace().get();
                    return mail::Workspace{workspace.name, workspace.language};
                }}),
      limits_(buckets_for(options, pool_), options.rate_limits),
      floods_(options.rate_limits),
      exports_(
          {}, [this](http::Identity const& who) { return may_still_administer(who); }, log),
      imports_(
          pool_, floods_, [this](http::Identity const& who) { return may_still_administer(who); },
          log),
      house_(ground(workers), accounts_options(options)),
      news_endpoint_({house_.tellers(),
                      [this](http::Identity const& who) {
                          return house_.of<accounts::Module>().sessions().barred(who);
                      },
                      parking, workers, log}),
      routes_(route_options(house_.of<accounts::Module>(), std::move(fallback)), workers),
      listener_(options.database_url, "kontor_changed",
                {[this](std::string const& payload) { hub_.heard(payload); },
                 [this] {
                     house_.of<accounts::Module>().hear_others(true);
                     hub_.wake_everybody();
                 },
                 [this] { house_.of<accounts::Module>().hear_others(false); }},
                log),
      chores_(chores()),
      clean_up_(
          options.clean_up_period, [this](base::Instant now) { chores_.run(now); }, log),
      gauges_(gauges()),
      counting_(
          options.counting_period, [this](base::Instant) { gauges_.ask(pool_); }, log),
      telling_(
          options.stored_period, [this](base::Instant) { house_.tell_stored(); }, log) {
    house_.of<accounts::Module>().begin();
    add_routes();
    add_description();
    // What may throw comes first: what add_watch() hands out would outlive a service that never
    // was.
    gauges_.ask(pool_);
    letters_.hurry();
    add_watch();
    add_jobs();
}

// Whoever waits for a hash, and jobs that run, would go on with what is destroyed before them.
Services::~Services() {
    watched_.metrics.forget(this);
    watched_.reports.close();
    exports_.stop();
    imports_.stop();
    house_.of<accounts::Module>().stop();
    smtp_.stop();
    runner_.stop();
}

// The questions are asked once the house stands.
Ground Services::ground(http::Workers& workers) {
    return {pool_,
            {pool_, exports_, log_},
            imports_,
            hub_,
            runner_,
            workers,
            limits_,
            floods_,
            letters_,
            [this](std::string_view place, std::string_view what) {
                return watched_.reports.add({"server", std::string(place), std::string(what), {}});
            },
            {[](pqxx::transaction_base& transaction, std::vector<PersonId> const& people) {
                 return accounts::who_stay(transaction, people);
             },
             [](pqxx::transaction_base& transaction, base::Id128 group, PersonId person) {
                 return accounts::is_in_group(transaction, {group}, {person});
             },
             &Modules::who_shares, accounts::is_still_open,
             [this](syncing::Actor const& actor) {
                 return house_.of<accounts::Module>().why_ended(actor);
             },
             [this](PersonId person, archiving::Archive& archive) {
                 house_.add_to_archive(person, archive);
             },
             Modules::names(), std::string(accounts::Domain::name),
             [this](std::string_view domain) {
                 return house_.of<accounts::Module>().workspace().is_off(domain);
             }},
            log_};
}

bool Services::may_still_administer(http::Identity const& who) const {
    return house_.of<accounts::Module>().sessions().may_still_administer(who);
}

http::Reply Services::metrics(http::Request const& request) const {
    if (!watch::may_scrape(request, watched_.metrics_token))
        return http::problem_reply(403, "scrapers-only", request.id);
    auto reply = plain_text(watched_.metrics.text());
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return reply;
}

// Failures of all kinds, and numbers.
void Services::add_watch() {
    using accounts::ReportFailure;
    watched_.reports.open(pool_);
    using Reported = http::Outcome<ReportFailure::Response>;
    http::bind_counting<ReportFailure>(
        routes_, log_, [this](ReportFailure::Request const& request, http::Call& call) -> Reported {
            auto refused = call.who ? floods_.refuse(http::as_one_address<ReportFailure>(), 1, call)
                                    : limits_.refuse(http::limited<ReportFailure>(), call,
                                                     "strangers", server::now());
            if (refused) return std::move(*refused);
            auto const number = watched_.reports.add(
                {call.who ? "client" : "stranger", request.place, request.text, request.release});
            if (number) return ReportFailure::Response{*number};
            http::Fault fault;
            fault.status = 503;
            fault.rule = "database-unavailable";
            fault.headers.emplace_back("Retry-After", "5");
            return fault;
        });
    routes_.plain("/metrics", "Numbers for Prometheus: on this machine, or with a token",
                  http::Routes::Where::edge,
                  [this](http::Request const& request) { return metrics(request); });
    gauges_.add_to(watched_.metrics, this);
    exports_.add_to(watched_.metrics, this);
    house_.of<accounts::Module>().measure_at_hand(watched_.metrics, this);
    watched_.metrics.add({"kontor_database_connections", "Connections to the database.",
                          watch::Metrics::Kind::gauge, "",
                          [this] { return static_cast<double>(pool_.open()); }, this});
}

void Services::add_jobs() {
    runner_.handle(std::string(mail::Letters::job_kind), letters_.handler());
    house_.handle(runner_);
    runner_.start();
}

void Services::add_routes() {
    using Responder = std::unique_ptr<http::Responder>;
    using Later = std::optional<syncing::NewsEndpoint::Outcome>;
    house_.bind(routes_);
    routes_.bind_waiting<news::AskNews>([this](news::AskNews::Request const& request,
                                               http::Call& call, Responder& responder) {
        return http::or_unavailable<Later>(
            log_, call.request.id, [&] { return news_endpoint_.ask(request, call, responder); });
    });
    routes_.bind_waiting<news::FollowNews>([this](news::FollowNews::Request const& request,
                                                  http::Call& call, Responder& responder) {
        return http::or_unavailable<Later>(
            log_, call.request.id, [&] { return news_endpoint_.follow(request, call, responder); });
    });
    bind_all_tables(routes_, {pool_, exports_, log_});
    imports_.bind(routes_);
    using Where = http::Routes::Where;
    routes_.plain("/healthz", "Whether the server lives", Where::edge,
                  [](http::Request const&) { return plain_text("lives\n"); });
    routes_.plain("/readyz", "Whether the server can work: 503 while its database is away",
                  Where::worker,
                  [this](http::Request const& request) { return readiness(request); });
}

void Services::add_description() {
    using Where = http::Routes::Where;
    // Made when it is first asked for, and then kept: the routes change no more.
    struct Description {
        std::once_flag made;
        std::shared_ptr<std::string const> text;
    };
    routes_.plain(
        "/api/v1/openapi.json", "This description", Where::edge,
        [this, kept = std::make_shared<Description>()](http::Request const&) {
            std::call_once(kept->made, [&] {
                kept->text = std::make_shared<std::string const>(routes_.openapi());
            });
            http::Reply reply;
            reply.content_type = "application/json";
            reply.body = kept->text;
            return reply;
        },
        "application/json");
}

// What is done every now and then: by each domain, and here what is of none.
jobs::Chores Services::chores() {
    jobs::Chores chores;
    house_.clean_up(chores);
    chores.add("audit.addresses",
               [this](base::Instant now) { audit::forget_addresses(pool_, now); });
    chores.add("mail.letters", [this](base::Instant now) { mail::forget_old_letters(pool_, now); });
    chores.add("http.buckets",
               [this](base::Instant now) { http::forget_full_buckets(pool_, now); });
    chores.add("jobs.ended", [this](base::Instant) {
        jobs::forget_ended(pool_, jobs::day_us, 30 * jobs::day_us);
    });
    chores.add("watch.reports", [this](base::Instant now) { watch::forget_reports(pool_, now); });
    return chores;
}

watch::Gauges Services::gauges() {
    watch::Gauges gauges;
    house_.measure(gauges);
    constexpr auto waiting = R"(state="waiting")", dead = R"(state="dead")";
    gauges.add("kontor_jobs", "Work that is done later.", waiting,
               "select count(*) from jobs.job where state in ('waiting', 'running')");
    gauges.add("kontor_jobs", "Work that is done later.", dead,
               "select count(*) from jobs.job where state = 'dead'");
    gauges.add("kontor_letters", "Letters that were not sent.", waiting,
               "select count(*) from server.letter where state = 'waiting'");
    gauges.add("kontor_letters", "Letters that were not sent.", dead,
               "select count(*) from server.letter where state = 'dead'");
    return gauges;
}

http::Reply Services::readiness(http::Request const& request) {
    try {
        for (auto const& domain : Modules::names()) syncing::history(pool_, domain);
        return plain_text("ready\n");
    } catch (...) {
        return http::problem_reply(http::unavailable_or_rethrow(log_, request.id), request.id);
    }
}

std::optional<std::string> Services::first_word() {
    return house_.of<accounts::Module>().first_word();
}

std::optional<sample::People> Services::fill_with_sample() {
    // Without anybody's session.
    accounts::Store people(pool_);
    messaging::Store talk(pool_);
    return sample::fill(pool_, people, talk, now());
}

}  // namespace server
