#include "server/accounts/module.hpp"

#include "server/accounts/admin/group_lists.hpp"
#include "server/accounts/admin/letter_links.hpp"
#include "server/accounts/admin/lists.hpp"
#include "server/accounts/admin/stored.hpp"
#include "server/accounts/entry/recovery_routes.hpp"
#include "server/accounts/entry/routes.hpp"
#include "server/accounts/first_values.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/own/own_archive.hpp"
#include "server/database/values.hpp"
#include "server/http/bind.hpp"
#include "server/outside.hpp"

namespace accounts {

Module::Module(server::Ground const& ground, Store& store, Options const& options)
    : ground_(ground),
      options_(options),
      store_(store),
      key_ring_(ground.pool, options_.key),
      workspace_(ground.pool, options_.follow_zone),
      passwords_(options.passwords),
      lockout_(ground.pool, ground.runner, ground.letters),
      factor_codes_(ground.pool, store, ground.hub, options_.key),
      own_password_{ground.pool, passwords_, factor_codes_, lockout_, ground.workers, ground.log},
      registrar_({ground.pool, store, passwords_, first_link_, ground.letters, own_password_,
                  ground.runner, ground.hub, ground.workers, ground.limits, ground.log,
                  workspace_}),
      second_factor_({store, own_password_, ground.hub, options_.key}),
      factor_help_({store, own_password_, factor_codes_, ground.letters, ground.hub}),
      rights_({store, own_password_, ground.hub}),
      recovery_({ground.pool, store, key_ring_, passwords_, ground.letters, own_password_,
                 ground.runner, ground.hub, ground.workers, ground.limits, ground.log,
                 options.secure_cookies}),
      picture_reader_(options.picture_reader),
      picture_files_(options.pictures),
      known_people_(ground.pool, ground.neighbours.who_shares),
      picture_desk_(picture_reader_, picture_files_, ground.log),
      avatars_({ground.floods, ground.pool, store, ground.hub, picture_desk_, picture_files_,
                known_people_, workspace_, ground.log}),
      workspace_picture_({ground.floods, ground.pool, store, ground.hub, picture_desk_,
                          picture_files_, workspace_}),
      departure_({ground.pool, store, own_password_, ground.letters, ground.runner, ground.hub,
                  ground.workers, ground.log, picture_files_, ground.neighbours.domains}),
      sessions_({ground.pool, store, key_ring_, known_sessions_, passwords_, first_link_,
                 ground.hub, ground.workers, registrar_, lockout_, ground.letters, own_password_,
                 factor_codes_, ground.log, workspace_, options.secure_cookies}) {}

void Module::begin() {
    auto const first = options_.first;
    if (!workspace_.get().settled) settle(store_, ground_.hub, first.values);
    for (auto const& text : differing(first, workspace_.get()))
        ground_.log.warning("settings.first-value", {{"warning", text}});
}

void Module::changed(world::Space const* space) {
    known_sessions_.changed(space);
    workspace_.changed(space);
}

void Module::hear_others(bool heard) {
    known_sessions_.hear_others(heard);
    workspace_.hear_others(heard);
}

Facts Module::facts_of(pqxx::transaction_base& transaction, Command const& command,
                       syncing::Actor const& actor) const {
    return {{}, actor.address, knows_zone_of(command), group_of(transaction, command)};
}

void Module::hear(pqxx::transaction_base& transaction,
                  server::told::Departed const& departed) const {
    departure_.hear(transaction, departed);
}

void Module::hear(pqxx::transaction_base& transaction, server::told::Stored const& stored) const {
    note_stored(transaction, stored);
}

void Module::bind(http::Routes& routes) {
    auto const& limits = ground_.limits;
    auto const& log = ground_.log;
    bind_entry(routes, {sessions_, limits, log});
    bind_lists(routes, ground_.pool, log);
    bind_group_lists(routes, ground_.pool, known_people_, log);
    bind_second_factor(routes, {second_factor_, limits, log});
    bind_recovery(routes, {recovery_, registrar_, limits, log});
    bind_letters(routes, {store_, own_password_, options_.key}, ground_.letters, limits, log);
    bind_factor_help(routes, factor_help_, limits, log);
    bind_rights(routes, rights_, limits, log);
    bind_avatars(routes, avatars_, log);
    bind_workspace_picture(routes, workspace_picture_, log);
    http::bind_one<NamePeople>(routes, log,
                               [this](NamePeople::Request const& request, http::Call& call) {
                                   return known_people_.names(request, call);
                               });
    bind_departure(routes, departure_, limits, log);
    http::Guard const guard{routes, log, limits};
    guard.bytes<DownloadArchive>(http::by_person, [this](http::Call const& call) {
        return archive_of(ground_.pool, call, [this](PersonId person, archiving::Archive& archive) {
            ground_.neighbours.add_to_archive(person.value, archive);
        });
    });
    routes.plain(
        "/.well-known/jwks.json", "The keys that verify access tokens", http::Routes::Where::edge,
        [this](http::Request const&) {
            http::Reply reply;
            reply.body = std::make_shared<std::string const>(key_ring_.jwks(server::now()));
            reply.content_type = "application/jwk-set+json";
            reply.headers = {{"Cache-Control", "public, max-age=300"},
                             {"Access-Control-Allow-Origin", "*"}};
            return reply;
        },
        "application/jwk-set+json");
}

void Module::handle(jobs::Runner& runner) const {
    runner.handle(std::string(Lockout::job_kind), lockout_.handler());
    runner.handle(std::string(Registrar::registration_job), registrar_.registration_handler());
    runner.handle(std::string(Recovery::reset_job), recovery_.reset_handler());
    runner.handle(std::string(Departure::job_kind), departure_.handler());
}

void Module::clean_up(jobs::Chores& chores) {
    chores.add("accounts.keys", [this](base::Instant now) { key_ring_.rotate(now); });
    chores.add("accounts.leaving", [this](base::Instant now) { departure_.scan(now); });
    chores.add("accounts.links",
               [this](base::Instant now) { forget_ended_links(ground_.pool, now); });
    chores.add("accounts.failures",
               [this](base::Instant now) { forget_old_failures(ground_.pool, now); });
    chores.add("accounts.pictures", [this](base::Instant) { avatars_.clean_up(); });
    chores.add("accounts.sessions", [this](base::Instant now) {
        ground_.hub.changed(Domain::name, end_idle_sessions(ground_.pool, store_, now));
    });
}

void Module::measure(watch::Gauges& gauges) const {
    gauges.add("kontor_sessions", "Sessions that are open, of everybody.", "",
               "select count(*) from accounts.session");
}

void Module::measure_at_hand(watch::Metrics& metrics, void const* owner) const {
    using Kind = watch::Metrics::Kind;
    metrics.add({"kontor_hashes_waiting", "Passwords that wait to be hashed.", Kind::gauge, "",
                 [this] { return static_cast<double>(passwords_.waiting()); }, owner});
    metrics.add({"kontor_hashes_given_up_total", "Hashes that had no memory.", Kind::counter, "",
                 [this] { return static_cast<double>(passwords_.given_up()); }, owner});
}

void Module::add_to_archive(base::Id128 person, archiving::Archive& archive) const {
    avatars_.add_to_archive({person}, archive);
}

http::Fault Module::why_ended(syncing::Actor const& actor) const {
    auto const fault =
        sessions_.barred({actor.person, actor.session, actor.administrator, actor.is_script});
    return fault ? *fault : http::signed_out("session-ended");
}

std::optional<std::string> Module::first_word() {
    if (has_administrator(ground_.pool)) return std::nullopt;
    return first_link_.open();
}

}  // namespace accounts
