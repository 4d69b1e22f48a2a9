#include "server/services.hpp"

#include <exception>

#include <mutex>

#include "server/accounts/limited.hpp"
#include "server/audit/audit.hpp"
#include "server/http/unavailable.hpp"
#include "server/sync/history.hpp"
#include "shared/protocol.hpp"

namespace server {

namespace {

database::PoolOptions pool_options(ServiceOptions const& options) {
    database::PoolOptions pool;
    pool.url = options.database_url;
    pool.most = options.connections;
    pool.attempts = 6;  // within 0.6 s, since a person waits for the answer
    return pool;
}

http::Routes::Options route_options(accounts::Sessions const& sessions, http::Fallback fallback) {
    http::Routes::Options options;
    options.bytes_type = protocol::content_type();
    options.authenticate = [&sessions](http::Request const& request) {
        return sessions.authenticate(request);
    };
    options.fallback = std::move(fallback);
    options.title.description =
        "Everything that the client does, for scripts. Failures are RFC 9457 problems whose `type` "
        "ends in a key that never changes its meaning.";
    options.title.tags = {{"accounts", "People, their sessions, tokens and administrators."},
                          {"messaging", "Channels, their members and their messages."},
                          {"news", "What changed, for clients and scripts that follow along."},
                          {"server", "How the server fares."}};
    return options;
}

std::unique_ptr<http::Buckets> buckets_for(ServiceOptions const& options, database::Pool& pool) {
    if (options.has_neighbours) return std::make_unique<http::BucketsInDatabase>(pool);
    return std::make_unique<http::BucketsInMemory>();
}

messaging::Facts facts_of(database::Pool& pool, messaging::Command const& command) {
    messaging::Facts facts;
    if (auto const* invite = std::get_if<messaging::Invite>(&command))
        facts.person_exists = accounts::person_exists(pool, invite->person);
    return facts;
}

constexpr std::chrono::seconds counting_period{15};

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
      pool_(pool_options(options)),
      accounts_(pool_, accounts::is_still_open),
      messaging_(pool_, accounts::is_still_open),
      key_(options.key),
      key_ring_(pool_, key_),
      passwords_(options.passwords),
      hub_(parking, [this](world::Space const* space) { known_sessions_.changed(space); }),
      runner_(pool_, options.jobs, log),
      smtp_(options.mail),
      letters_({pool_, runner_, smtp_, key_, options.public_url, log}),
      lockout_(pool_, runner_, letters_),
      limits_(buckets_for(options, pool_), options.rate_limits),
      floods_(options.rate_limits),
      factor_codes_(pool_, accounts_, hub_, key_),
      own_password_{pool_, passwords_, factor_codes_, lockout_, workers, log},
      registrar_({pool_, accounts_, passwords_, first_link_, letters_, own_password_, runner_, hub_,
                  workers, limits_, log, options.registration}),
      second_factor_({accounts_, own_password_, hub_, key_}),
      factor_help_({accounts_, own_password_, factor_codes_, letters_, hub_}),
      rights_({accounts_, own_password_, hub_}),
      recovery_({pool_, accounts_, key_ring_, passwords_, letters_, own_password_, runner_, hub_,
                 workers, limits_, log, options.secure_cookies}),
      picture_reader_(options.picture_reader),
      picture_files_(options.data / "avatars"),
      avatars_({floods_, pool_, accounts_, hub_, picture_reader_, picture_files_, log}),
      leaving_channels_(pool_, messaging_, hub_),
      leaving_({pool_, accounts_, own_password_, letters_, runner_, hub_, workers, log,
                picture_files_,
                [this](accounts::PersonId person, bool erase) {
                    return leaving_channels_.step(person, erase);
                }}),
      accounts_desk_(
          accounts_, hub_, log,
          [](accounts::Command const&, syncing::Actor const& actor) {
              return accounts::Facts{{}, actor.address};
          },
          [this](auto const& actor) { return why_ended(actor); },
          [this](auto type, auto what) { return report(type, what); }),
      messaging_desk_(
          messaging_, hub_, log,
          [this](messaging::Command const& command, syncing::Actor const&) {
              return facts_of(pool_, command);
          },
          [this](auto const& actor) { return why_ended(actor); },
          [this](auto type, auto what) { return report(type, what); }),
      sessions_({pool_, accounts_, key_ring_, known_sessions_, passwords_, first_link_, hub_,
                 workers, registrar_, lockout_, letters_, own_password_, factor_codes_, log,
                 options.secure_cookies, options.administrators_need_second_factor}),
      news_desk_({{syncing::teller_of<accounts::Domain>(accounts_),
                   syncing::teller_of<messaging::Domain>(messaging_)},
                  [this](http::Identity const& who) { return sessions_.barred(who); },
                  parking,
                  workers,
                  log}),
      routes_(route_options(sessions_, std::move(fallback)), workers),
      listener_(options.database_url, "kontor_changed",
                {[this](std::string const& payload) { hub_.heard(payload); },
                 [this] {
                     known_sessions_.hear_others(true);
                     hub_.wake_everybody();
                 },
                 [this] { known_sessions_.hear_others(false); }},
                log),
      clean_up_(
          options.clean_up_period, [this](base::Instant now) { clean_up(now); }, log),
      counting_(
          counting_period, [this](base::Instant) { counts_.ask(pool_); }, log) {
    add_routes();
    add_description();
    // What may throw comes first: what add_watch() hands out would outlive a service that never
    // was.
    counts_.ask(pool_);
    letters_.hurry();
    add_watch();
    add_jobs();
}

// Whoever waits for a hash, and jobs that run, would go on with what is destroyed before them.
Services::~Services() {
    watched_.metrics.forget(this);
    watched_.reports.close();
    passwords_.stop();
    smtp_.stop();
    runner_.stop();
}

std::optional<std::int64_t> Services::report(std::string_view place, std::string_view what) {
    return watched_.reports.add({"server", std::string(place), std::string(what), {}});
}

http::Fault Services::why_ended(syncing::Actor const& actor) const {
    auto const fault =
        sessions_.barred({actor.person, actor.session, actor.administrator, actor.is_script});
    return fault ? *fault : http::signed_out("session-ended");
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
    http::bind_one<ReportFailure>(
        routes_, log_, [this](ReportFailure::Request const& request, http::Call& call) -> Reported {
            auto refused =
                call.who ? floods_.refuse(watch::of_one_person, 1, call)
                         : limits_.refuse(watch::of_strangers, call, "strangers", server::now());
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
    using Kind = watch::Metrics::Kind;
    counts_.add_to(watched_.metrics, this);
    watched_.metrics.add({"kontor_hashes_waiting", "Passwords that wait to be hashed.", Kind::gauge,
                          "", [this] { return static_cast<double>(passwords_.waiting()); }, this});
    watched_.metrics.add({"kontor_hashes_given_up_total", "Hashes that had no memory.",
                          Kind::counter, "",
                          [this] { return static_cast<double>(passwords_.given_up()); }, this});
    watched_.metrics.add({"kontor_database_connections", "Connections to the database.",
                          Kind::gauge, "", [this] { return static_cast<double>(pool_.open()); },
                          this});
}

void Services::add_jobs() {
    runner_.handle(std::string(mail::Letters::job_kind), letters_.handler());
    runner_.handle(std::string(accounts::Lockout::job_kind), lockout_.handler());
    runner_.handle(std::string(accounts::Registrar::registration_job),
                   registrar_.registration_handler());
    runner_.handle(std::string(accounts::Recovery::reset_job), recovery_.reset_handler());
    runner_.handle(std::string(accounts::Leaving::job_kind), leaving_.handler());
    runner_.start();
}

void Services::add_routes() {
    using Responder = std::unique_ptr<http::Responder>;
    using Later = std::optional<syncing::NewsDesk::Outcome>;
    accounts::bind_entry(routes_, {sessions_, accounts_desk_, limits_, floods_, log_});
    accounts::bind_lists(routes_, pool_, log_);
    accounts::bind_second_factor(routes_, {second_factor_, limits_, log_});
    accounts::bind_recovery(routes_, {recovery_, registrar_, limits_, log_});
    accounts::bind_letters(routes_, {accounts_, own_password_, key_}, letters_, limits_, log_);
    accounts::bind_factor_help(routes_, factor_help_, limits_, log_);
    accounts::bind_rights(routes_, rights_, limits_, log_);
    accounts::bind_avatars(routes_, avatars_, log_);
    messaging::bind(routes_, {messaging_desk_,
                              [this](std::size_t count, http::Call const& call) {
                                  return floods_.refuse(http::floods::commands, count, call);
                              },
                              pool_, log_});
    routes_.bind_waiting<news::AskNews>(
        [this](news::AskNews::Request const& request, http::Call& call, Responder& responder) {
            return http::or_unavailable<Later>(
                log_, call.request.id, [&] { return news_desk_.ask(request, call, responder); });
        });
    routes_.bind_waiting<news::FollowNews>(
        [this](news::FollowNews::Request const& request, http::Call& call, Responder& responder) {
            return http::or_unavailable<Later>(
                log_, call.request.id, [&] { return news_desk_.follow(request, call, responder); });
        });
    accounts::bind_leaving(routes_, leaving_, limits_, log_);
    http::Guard const guard{routes_, log_, limits_};
    guard.bytes<accounts::DownloadArchive>(
        accounts::limited::archive, http::by_person, [this](http::Call const& call) {
            return accounts::archive_of(
                pool_, call, [this](accounts::PersonId person, archiving::Archive& archive) {
                    avatars_.add_to_archive(person, archive);
                    messaging::add_to_archive(pool_, person, archive);
                });
        });
    using Where = http::Routes::Where;
    routes_.plain("/healthz", "Whether the server lives", Where::edge,
                  [](http::Request const&) { return plain_text("lives\n"); });
    routes_.plain("/readyz", "Whether the server can work: 503 while its database is away",
                  Where::worker,
                  [this](http::Request const& request) { return readiness(request); });
    routes_.plain(
        "/.well-known/jwks.json", "The keys that verify access tokens", Where::edge,
        [this](http::Request const&) {
            auto reply = plain_text(key_ring_.jwks(now()));
            reply.content_type = "application/jwk-set+json";
            reply.headers = {{"Cache-Control", "public, max-age=300"},
                             {"Access-Control-Allow-Origin", "*"}};
            return reply;
        },
        "application/jwk-set+json");
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

void Services::clean_up(base::Instant now) {
    // One that fails keeps none of the others from its work.
    std::exception_ptr failure;
    auto const also = [&](auto const& act) {
        try {
            act();
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
    };
    for (auto const domain : {accounts::Domain::name, messaging::Domain::name})
        also([&] {
            auto const forgotten = jobs::clean_up(pool_, domain, now);
            log_.info("clean-up.done", {{"domain", domain},
                                        {"log_entries", forgotten.log_entries},
                                        {"answers", forgotten.answers}});
        });
    also([&] { key_ring_.rotate(now); });
    also([&] { leaving_.scan(now); });
    also([&] { audit::forget_addresses(pool_, now); });
    also([&] { accounts::forget_ended_links(pool_, now); });
    also([&] { mail::forget_old_letters(pool_, now); });
    also([&] { accounts::forget_old_failures(pool_, now); });
    also([&] { http::forget_full_buckets(pool_, now); });
    also([&] { avatars_.clean_up(); });
    also([&] { jobs::forget_ended(pool_, jobs::day_us, 30 * jobs::day_us); });
    also([&] { watch::forget_reports(pool_, now); });
    also([&] { hub_.changed(accounts::end_idle_sessions(pool_, accounts_, now)); });
    if (failure) std::rethrow_exception(failure);
}

http::Reply Services::readiness(http::Request const& request) {
    try {
        syncing::history(pool_);
        return plain_text("ready\n");
    } catch (...) {
        return http::problem_reply(http::unavailable_or_rethrow(log_, request.id), request.id);
    }
}

std::optional<std::string> Services::first_word() {
    if (accounts::has_administrator(pool_)) return std::nullopt;
    return first_link_.open();
}

std::optional<sample::People> Services::fill_with_sample() {
    // Without anybody's session.
    accounts::Store people(pool_);
    messaging::Store talk(pool_);
    return sample::fill(pool_, people, talk, now());
}

}  // namespace server
