// The endpoint of a domain's commands: a batch, taken in order, each command once.
#pragma once

#include <functional>
#include <type_traits>
#include <utility>

#include "server/database/failure.hpp"
#include "server/http/call.hpp"
#include "server/log.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/take.hpp"

namespace syncing {

// Who asks, as the route has made sure.
inline Actor actor_of(http::Call const& call) {
    auto const& who = *call.who;
    return {who.person,
            who.administrator && !who.lacks_second_factor,
            call.request.address.substr(0, 64),
            who.session,
            who.is_script,
            who.guest};
}

template <class Domain>
class CommandEndpoint {
public:
    using Request = world::CommandsRequest<Domain>;
    using Command = typename Domain::Command;
    // Asked inside the transaction that takes the command, once its locks are held.
    using FactsOf =
        std::function<typename Domain::Facts(Unit<Domain>&, Command const&, Actor const&)>;
    // Why a session, or a script's token, is taken no more.
    using WhyEnded = std::function<http::Fault(Actor const&)>;
    // Told of the type of a command that broke something, and why; answers the number of the
    // report.
    using Failed =
        std::function<std::optional<std::int64_t>(std::string_view type, std::string_view what)>;

    CommandEndpoint(Store<Domain>& store, Hub& hub, server::Log const& log, FactsOf facts_of,
                    WhyEnded why_ended, Failed failed = {})
        : store_(store),
          hub_(hub),
          log_(log),
          facts_of_(std::move(facts_of)),
          why_ended_(std::move(why_ended)),
          failed_(std::move(failed)) {}

    // Ends early after a gap or a fork: what follows could only be answered the same. Failures of
    // the database pass through, and a session that ended in between is a 401; what was answered by
    // then is answered the same when it comes again, and what was not is kept by whoever sent it.
    http::Outcome<world::CommandsAnswer> take(Request const& request, Actor const& actor) const {
        if (auto problems = forbidden_in(request); !problems.empty())
            return http::fault_of(std::move(problems), 400);
        world::CommandsAnswer answer;
        for (auto const& sent : request.commands) {
            auto const taken = take_one(request.client, sent, actor);
            if (taken.is_late) return why_ended_(actor);
            answer.answers.push_back(taken.answer);
            auto const outcome = answer.answers.back().outcome;
            if (outcome == world::Outcome::gap || outcome == world::Outcome::forked) break;
        }
        hub_.answered(request.client);
        return answer;
    }

    // One command, of whoever asked for something that consists of some.
    std::variant<world::Answer, http::Fault> take_alone(base::Id128 client,
                                                        world::Sent<Domain> const& sent,
                                                        Actor const& actor) const {
        auto const taken = take_one(client, sent, actor);
        if (taken.is_late) return why_ended_(actor);
        hub_.answered(client);
        return taken.answer;
    }

    // What such a command is decided by; both must live as long as that.
    Asking<Domain> asking_of(Command const& command, Actor const& actor) const {
        return {actor.person,
                actor.administrator,
                server::now,
                {},
                [&](Unit<Domain>& unit) { return facts_of_(unit, command, actor); },
                actor.address,
                actor.guest};
    }

private:
    // They are refused like types that nobody knows.
    static base::Problems forbidden_in(Request const& request) {
        base::Problems problems;
        for (std::size_t i = 0; i < request.commands.size(); ++i)
            if (std::visit([](auto const& c) { return is_internal<std::decay_t<decltype(c)>>; },
                           request.commands[i].command))
                problems.push_back(
                    {"/commands/" + std::to_string(i) + "/command/type", "unknown-type", {}});
        return problems;
    }

    Taken take_one(base::Id128 client, world::Sent<Domain> const& sent, Actor const& actor) const {
        auto const hash = server::sha256_hex(wire::json::text(sent.command));
        Taken taken;
        try {
            taken = syncing::take<Domain>(store_, actor, client, sent, hash,
                                          asking_of(sent.command, actor));
        } catch (...) {
            taken = refuse_broken<Domain>(store_, actor, client, sent.number, hash,
                                          report_of(sent.command));
        }
        hub_.changed(Domain::name, taken.changed);
        return taken;
    }

    // Inside a catch block: the number under which the failure is found, in the reports or, when
    // they cannot be written, in the log. A database that cannot work now is no failure of the
    // command's.
    std::string report_of(Command const& command) const {
        auto report = base::to_text(server::fresh_id());
        auto const say = [&](std::string_view error) {
            auto const number =
                failed_ ? failed_(wire::name_of_held(command), error) : std::nullopt;
            if (number) report = std::to_string(*number);
            log_.error(
                "command.failed",
                {{"report", report}, {"type", wire::name_of_held(command)}, {"error", error}});
        };
        try {
            throw;
        } catch (database::Unavailable const&) {
            throw;
        } catch (database::Busy const&) {
            throw;
        } catch (database::Contended const&) {
            throw;
        } catch (database::ResourceExhausted const&) {
            throw;
        } catch (std::exception const& error) {
            say(error.what());
        } catch (...) {
            say("an exception that is no std::exception");
        }
        return report;
    }

    Store<Domain>& store_;
    Hub& hub_;
    server::Log const log_;
    FactsOf const facts_of_;
    WhyEnded const why_ended_;
    Failed const failed_;
};

}  // namespace syncing
