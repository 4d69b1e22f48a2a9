// What a domain gives the server, and the house in which all of them live. It names none.
#pragma once

#include <concepts>
#include <tuple>
#include <vector>

#include "server/archive/archive.hpp"
#include "server/house/departures.hpp"
#include "server/house/edits.hpp"
#include "server/house/ground.hpp"
#include "server/house/stored.hpp"
#include "server/house/tables.hpp"
#include "server/house/undo.hpp"
#include "server/http/bind.hpp"
#include "server/jobs/chores.hpp"
#include "server/jobs/clean_up.hpp"
#include "server/jobs/runner.hpp"
#include "server/sync/commands.hpp"
#include "server/sync/inbox.hpp"
#include "server/sync/postgres_store.hpp"
#include "server/sync/teller.hpp"
#include "server/sync/who_shares.hpp"
#include "server/watch/gauges.hpp"

// Each command is refused by itself (server/sync/take.hpp), so that no outbox waits for the others.
template <class Domain>
inline constexpr bool http::asked_when_off<world::TakeCommands<Domain>> = true;

namespace server {

// Each of these is asked for by the compiler, so that none is forgotten: a domain that keeps
// nothing of a person says so by an empty body.
template <class M>
concept Module = requires(M& m, M const& seen, Ground const& ground,
                          syncing::PostgresStore<typename M::Domain>& store,
                          typename M::Options const& options,
                          typename M::Domain::Command const& command, syncing::Actor const& actor,
                          http::Routes& routes, jobs::Runner& runner, jobs::Chores& chores,
                          watch::Gauges& gauges, archiving::Archive& archive, PersonId person,
                          bool erase, pqxx::transaction_base& transaction) {
    M(ground, store, options);
    // Within the transaction that takes the command, once its locks are held.
    { seen.facts_of(transaction, command, actor) } -> std::same_as<typename M::Domain::Facts>;
    m.bind(routes);      // its endpoints, but the one of commands, which all have alike
    m.handle(runner);    // kinds of jobs
    m.clean_up(chores);  // chores.add("files.trash", …)
    m.measure(gauges);   // gauges.add("kontor_files_bytes", …)
    seen.add_to_archive(person, archive);
    // One step of what it gives up of a person; false when nothing was left.
    { seen.depart(person, erase) } -> std::same_as<bool>;
    // `Hears` is a syncing::Hears of what others may tell it; hear(transaction, each of them).
    typename M::Hears;
};

// What a module is made of; it becomes one where it is to stand.
template <Module M>
struct Making {
    Ground const& ground;
    typename M::Options const options;
};

// Of what was given the module's options, or those that it has when nobody says anything.
template <class Options, class... Given>
Options options_among(std::tuple<Given const&...> const& given) {
    if constexpr ((std::is_same_v<Options, Given> || ...))
        return std::get<Options const&>(given);
    else
        return Options{};
}

// What every domain has alike, around what is its own.
template <Module M>
class Housed {
public:
    using Domain = typename M::Domain;
    using Command = typename Domain::Command;
    // All domains hear of whoever leaves.
    using Inbox = syncing::Inbox<Domain, typename M::Hears::template And<told::PersonDeparts>>;

    explicit Housed(Making<M> const& making) : Housed(making.ground, making.options) {}
    Housed(Ground const& ground, typename M::Options const& options)
        : store(ground.pool, ground.neighbours.is_open),
          own(ground, store, options),
          ground_(ground),
          commands_(
              store, ground.hub, ground.log,
              [this](auto& unit, Command const& command, syncing::Actor const& actor) {
                  return facts_of(unit, command, actor);
              },
              ground.neighbours.why_ended, ground.report),
          undo_({store, ground.hub,
                 [this](auto& unit, Command const& command, syncing::Actor const& actor) {
                     return facts_of(unit, command, actor);
                 },
                 ground.neighbours.why_ended}),
          inbox_(
              {store, ground.hub, ground.runner, ground.log,
               [this](auto& unit, Command const& command) { return facts_of(unit, command, {}); },
               [this](auto& transaction, typename Inbox::Message const& message) {
                   std::visit([&](auto const& m) { hear(transaction, m); }, message);
               },
               ground.report}),
          departures_(
              {Domain::name, ground.pool, ground.runner, [this](PersonId person, bool erase) {
                   return own.depart(person, erase) ||
                          forget_edits_of(ground_.pool, Domain::name, person);
               }}) {}
    Housed(Housed const&) = delete;
    Housed& operator=(Housed const&) = delete;

    void bind(http::Routes& routes) {
        using Taken = world::TakeCommands<Domain>;
        http::bind_one<Taken>(
            routes, ground_.log,
            [this](auto const& request, http::Call& call) -> http::OutcomeOf<Taken> {
                if (auto fault = ground_.floods.refuse(http::of_each_person<Taken>(),
                                                       request.commands.size(), call))
                    return std::move(*fault);
                return commands_.take(request, actor_of(call));
            });
        using Undone = world::UndoAct<Domain>;
        http::bind_one<Undone>(
            routes, ground_.log,
            [this](auto const& request, http::Call& call) -> http::OutcomeOf<Undone> {
                return undo_.take_back(request, actor_of(call));
            });
        bind_tables<Domain>(routes, ground_.tables);
        world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
            ground_.imports.add(imported_table<Row>());
        });
        own.bind(routes);
    }
    void handle(jobs::Runner& runner) {
        runner.handle(syncing::inbox::job_kind(Domain::name), inbox_.handler());
        runner.handle(departures_.job_kind(), departures_.handler());
        own.handle(runner);
    }
    void tell_stored() const {
        if (server::tell_stored(ground_.pool, Domain::name, ground_.neighbours.overview))
            ground_.runner.wake();
    }
    void clean_up(jobs::Chores& chores) {
        chores.add(std::string(Domain::name) + ".inbox", [this](base::Instant) {
            store.write_with(
                [](auto& unit) { syncing::inbox::revive(unit.transaction(), Domain::name); });
            ground_.runner.wake();
        });
        chores.add(std::string(Domain::name) + ".log", [this](base::Instant now) {
            auto const forgotten = jobs::clean_up(ground_.pool, Domain::name, now);
            ground_.log.info("clean-up.done", {{"domain", Domain::name},
                                               {"log_entries", forgotten.log_entries},
                                               {"answers", forgotten.answers}});
        });
        chores.add(std::string(Domain::name) + ".edits", [this](base::Instant now) {
            forget_old_edits(ground_.pool, Domain::name, now);
        });
        own.clean_up(chores);
    }
    void measure(watch::Gauges& gauges) const {
        syncing::inbox::measure(gauges, Domain::name);
        own.measure(gauges);
    }

    syncing::PostgresStore<Domain> store;
    M own;

private:
    using Edits = world::EditRows<typename Domain::Name, typename Domain::Row>;
    template <class Row>
    ImportedTable imported_table() {
        ImportedTable table;
        table.name = Row::type_name;
        table.list = &base::type_of<std::vector<Row>>();
        table.make_list = []() -> std::shared_ptr<void> {
            return std::make_shared<std::vector<Row>>();
        };
        table.kept = world::why_kept<Row>();
        if constexpr (Row::editing != world::Editing::nothing) {
            table.comes_and_goes = Row::editing == world::Editing::rows;
            table.edit = [this](auto const& asking, auto const& wishes) {
                return this->template edit_rows<Row>(asking, wishes);
            };
            table.rehearse = [this](auto const& asking) {
                return this->template rehearse_rows<Row>(asking);
            };
        }
        return table;
    }
    template <class Row>
    ImportedTable::Answered edit_rows(ImportedTable::Asking const& asking,
                                      std::vector<RowWish> const& wishes) const {
        return commands_.take_alone(
            asking.client, {asking.number, edits_of<Row>(asking.act, wishes)}, here(asking.actor));
    }
    template <class Row>
    static Edits edits_of(base::Id128 act, std::vector<RowWish> const& wishes) {
        Edits edits{act, {}};
        for (auto const& wish : wishes) {
            auto& row = edits.rows.emplace_back();
            row.edit = {fresh_id()};
            if (wish.before) row.before = base::as<Row>(wish.before);
            if (wish.after) row.after = base::as<Row>(wish.after);
        }
        return edits;
    }
    template <class Row>
    ImportedTable::Rehearse rehearse_rows(ImportedTable::Asking const& asking) {
        using Rehearsal = typename syncing::Taking<Domain>::Rehearsal;
        return [this, asking,
                rehearsal = std::make_shared<Rehearsal>()](std::vector<RowWish> const& wishes) {
            auto const actor = here(asking.actor);
            auto const edits = edits_of<Row>(asking.act, wishes);
            std::vector<Command> parts;
            for (auto const& row : edits.rows) parts.push_back(Edits{edits.act, {row}});
            Command const whole = edits;
            typename Rehearsal::Seen seen;
            store.look_with([&](auto& unit) {
                seen = Rehearsal::look(unit, actor, whole, commands_.asking_of(whole, actor));
            });
            auto said = rehearsal->decide(std::move(seen), whole, parts);
            return ImportedTable::Rehearsed{std::move(said.whole), std::move(said.parts)};
        };
    }
    syncing::Actor here(syncing::Actor actor) const {
        actor.room_off = ground_.neighbours.is_off(Domain::name);
        return actor;
    }
    syncing::Actor actor_of(http::Call const& call) const { return here(syncing::actor_of(call)); }
    // The units of a store in PostgreSQL are PostgreSQL's.
    auto facts_of(syncing::Unit<Domain>& unit, Command const& command,
                  syncing::Actor const& actor) const {
        auto& transaction = static_cast<syncing::PostgresUnit<Domain>&>(unit).transaction();
        return own.facts_of(transaction, command, actor);
    }
    template <class Message>
    void hear(pqxx::transaction_base& transaction, Message const& message) const {
        if constexpr (std::same_as<Message, told::PersonDeparts>)
            departures_.begin(transaction, message);
        else if constexpr (!world::detail::is_option<Message, Command>)
            own.hear(transaction, message);
    }

    Ground const ground_;
    syncing::CommandEndpoint<Domain> const commands_;
    Undo<Domain> const undo_;
    Inbox const inbox_;
    Departures const departures_;
};

template <Module... Ms>
class House {
public:
    using Domains = world::Domains<typename Ms::Domain...>;

    // With the options of those modules that have any, in whatever order.
    template <class... Given>
    explicit House(Ground const& ground, Given const&... options)
        : House(ground, std::tuple<Given const&...>(options...)) {
        static_assert((is_of_one<Given> && ...), "options of a module that is not here");
    }

    template <class M>
    M& of() {
        return std::get<Housed<M>>(housed_).own;
    }
    template <class M>
    M const& of() const {
        return std::get<Housed<M>>(housed_).own;
    }
    void bind(http::Routes& routes) {
        each([&](auto& housed) { housed.bind(routes); });
    }
    void handle(jobs::Runner& runner) {
        each([&](auto& housed) { housed.handle(runner); });
    }
    void clean_up(jobs::Chores& chores) {
        each([&](auto& housed) { housed.clean_up(chores); });
    }
    // Each tells what it stores of whom, where that is another number by now.
    void tell_stored() {
        each([&](auto& housed) { housed.tell_stored(); });
    }
    void measure(watch::Gauges& gauges) {
        each([&](auto& housed) { housed.measure(gauges); });
    }
    std::vector<syncing::Teller> tellers() {
        std::vector<syncing::Teller> all;
        each([&]<class M>(Housed<M>& housed) {
            all.push_back(syncing::teller_of<typename M::Domain>(housed.store));
        });
        return all;
    }
    void add_to_archive(PersonId person, archiving::Archive& archive) const {
        std::apply(
            [&](auto const&... housed) { (housed.own.add_to_archive(person, archive), ...); },
            housed_);
    }
    static std::vector<PersonId> who_shares(pqxx::transaction_base& transaction, PersonId person,
                                            std::vector<PersonId> const& others) {
        std::vector<PersonId> sharing;
        (syncing::who_shares<typename Ms::Domain>(transaction, person, others, sharing), ...);
        return sharing;
    }
    static std::vector<std::string> names() { return {std::string(Ms::Domain::name)...}; }

private:
    template <class... Given>
    House(Ground const& ground, std::tuple<Given const&...> const& given)
        : housed_(making<Ms>(ground, given)...) {}
    template <class M, class Given>
    static Making<M> making(Ground const& ground, Given const& given) {
        return {ground, options_among<typename M::Options>(given)};
    }

    template <class Given>
    static constexpr bool is_of_one = (std::is_same_v<Given, typename Ms::Options> || ...);

    template <class Act>
    void each(Act&& act) {
        std::apply([&](auto&... housed) { (act(housed), ...); }, housed_);
    }

    std::tuple<Housed<Ms>...> housed_;
};

}  // namespace server
