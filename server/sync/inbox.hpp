// What follows in another domain: a message to that domain's inbox, written in the transaction of
// whoever sends it. It is there when that is committed, and not when it is rolled back. Delivered
// at least once, in the order of its stream, and carried out once by its number, by this server or
// another one on the database.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "server/database/values.hpp"
#include "server/jobs/runner.hpp"
#include "server/log.hpp"
#include "server/outside.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/postgres_store.hpp"
#include "server/sync/take.hpp"
#include "shared/wire/named.hpp"
#include "shared/world/domains.hpp"

namespace watch {
class Gauges;
}

namespace syncing {

namespace inbox {

// "inbox:messaging": such a job takes what lies in one stream of the domain's inbox.
std::string job_kind(std::string_view domain);

// Adds a message to the stream, which has its name of who sends (a domain), and a job that takes
// it: wake the runner after the commit. Whoever sends into one stream waits for whoever did before
// them, until their commit, so that the order of the numbers is the order of the commits.
void put(pqxx::transaction_base& transaction, std::string_view domain, std::string_view stream,
         std::string const& named_json);
// Adds a job for each stream in which something lies and that has none: what was given up is tried
// again. How many.
std::int64_t revive(pqxx::transaction_base& transaction, std::string_view domain);

struct Next {
    std::int64_t number = 0;
    std::string message;
};
// What comes next in the stream, held until the end of the transaction: whoever else takes from it
// waits. Throws when a number is missing.
std::optional<Next> next(pqxx::transaction_base& transaction, std::string_view domain,
                         std::string_view stream);
// It will not come again.
void done(pqxx::transaction_base& transaction, std::string_view domain, std::string_view stream,
          std::int64_t number);

// How many lie in the domain's inbox, and for how many seconds the one that has lain for the
// longest time.
void measure(watch::Gauges& gauges, std::string_view domain);

}  // namespace inbox

// A command that only the server itself may ask for, to the domain whose it is.
template <class Domain, class Command>
void send(pqxx::transaction_base& transaction, std::string_view stream, Command const& command) {
    static_assert(world::detail::is_option<Command, typename Domain::Command>,
                  "a command of that domain");
    static_assert(is_internal<Command>, "what people may ask for is sent by them");
    inbox::put(transaction, Domain::name, stream, wire::json::text(std::variant<Command>(command)));
}
// What any domain is told in words that all of them know.
template <class Message>
void tell(pqxx::transaction_base& transaction, std::string_view domain, std::string_view stream,
          Message const& message) {
    inbox::put(transaction, domain, stream, wire::json::text(std::variant<Message>(message)));
}

// What can lie in the inbox beside the domain's own commands.
template <class... Messages>
struct Hears {
    template <class Command>
    struct With;
    template <class... Commands>
    struct With<std::variant<Commands...>> {
        using type = std::variant<Messages..., Commands...>;
    };
    template <class Command>
    using OrCommand = typename With<Command>::type;
    template <class Message>
    using And = Hears<Message, Messages...>;
};

// The inbox of one domain, as the server takes from it.
template <class Domain, class Heard>
class Inbox {
public:
    using Command = typename Domain::Command;
    using Message = typename Heard::template OrCommand<Command>;
    using Unit = PostgresUnit<Domain>;
    using FactsOf = std::function<typename Domain::Facts(syncing::Unit<Domain>&, Command const&)>;
    using Failed =
        std::function<std::optional<std::int64_t>(std::string_view type, std::string_view what)>;

    struct Parts {
        PostgresStore<Domain>& store;
        Hub& hub;
        jobs::Runner& runner;
        server::Log log;
        FactsOf facts_of;
        // Carries out what is no command, in the transaction that takes it.
        std::function<void(pqxx::transaction_base&, Message const&)> hear;
        // Told of the type of what was refused or broke something, and why.
        Failed failed;
    };
    explicit Inbox(Parts const& parts) : parts_(parts) {}

    jobs::Handler handler() const {
        return {[this](jobs::Attempt const& attempt) {
            int taken = 0;
            while (taken < most_at_once && take_next(attempt.payload)) ++taken;
            if (taken < most_at_once) return;
            parts_.store.write_with([&](Unit& unit) {
                jobs::add_next(unit.transaction(), inbox::job_kind(Domain::name), attempt.payload);
            });
        }};
    }

    // Takes the next message of the stream, in one transaction; false when there is none.
    //
    // One that is refused is reported, and the stream goes on: whoever sent it has committed long
    // ago, the rules would say the same tomorrow, and what lies behind it is not at fault. So it is
    // with one that breaks something, else a mistake in one command would stop a domain for ever.
    // One that cannot be read stays, and everything behind it: a newer server has sent it, and will
    // take it.
    bool take_next(std::string const& stream) const {
        Step step;
        try {
            parts_.store.write_with([&](Unit& unit) {
                step = {};
                auto const next = inbox::next(unit.transaction(), Domain::name, stream);
                if (!next) return;
                step.number = next->number;
                auto const message = read(*next);
                step.type = wire::name_of_held(message);
                std::visit([&](auto const& m) { carry_out(unit, m, message, step); }, message);
                inbox::done(unit.transaction(), Domain::name, stream, next->number);
            });
        } catch (std::logic_error const& error) {
            give_up(stream, step, error.what());
        } catch (database::ConstraintViolated const& error) {
            give_up(stream, step, error.what());
        }
        parts_.hub.changed(Domain::name, step.changed);
        if (step.refusal) report(step, "refused: " + step.refusal->reason);
        if (step.number != 0) parts_.runner.wake();  // what follows may be a job
        return step.number != 0;
    }

private:
    static constexpr int most_at_once = 100;

    struct Step {
        std::int64_t number = 0;  // 0: there was none
        std::string_view type;
        std::vector<world::Space> changed;
        std::optional<base::Refusal> refusal;
    };

    static Message read(inbox::Next const& next) {
        Message message;
        auto const problems =
            wire::json::parse(next.message, message, wire::json::Reading::tolerant);
        if (!problems.empty())
            throw database::Unreadable("number " + std::to_string(next.number) +
                                       " of an inbox cannot be read: " + problems.front().rule);
        return message;
    }

    template <class M>
    void carry_out(Unit& unit, M const& m, Message const& message, Step& step) const {
        if constexpr (!world::detail::is_option<M, Command>) {
            parts_.hear(unit.transaction(), message);
        } else if constexpr (is_internal<M>) {
            Command const command = m;
            Asking<Domain> const asking{{}, false, server::now, {}, [&](syncing::Unit<Domain>& u) {
                                            return parts_.facts_of(u, command);
                                        }};
            auto taken = decide_and_write<Domain>(unit, command, asking);
            step.changed = std::move(taken.changed);
            step.refusal = std::move(taken.answer.refusal);
        } else {
            step.refusal = base::Refusal{"unknown-type", {}};
        }
    }

    void give_up(std::string const& stream, Step& step, std::string const& error) const {
        step.changed.clear();
        step.refusal.reset();
        parts_.store.write_with([&](Unit& unit) {
            auto const next = inbox::next(unit.transaction(), Domain::name, stream);
            if (next && next->number == step.number)
                inbox::done(unit.transaction(), Domain::name, stream, next->number);
        });
        report(step, error);
    }

    void report(Step const& step, std::string const& what) const {
        auto const number = parts_.failed ? parts_.failed(step.type, what) : std::nullopt;
        parts_.log.error("inbox.failed", {{"domain", Domain::name},
                                          {"type", step.type},
                                          {"report", number.value_or(0)},
                                          {"error", what}});
    }

    Parts const parts_;
};

}  // namespace syncing
