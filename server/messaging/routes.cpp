#include "server/messaging/routes.hpp"

#include "server/unavailable.hpp"

namespace messaging {

void bind(http::Routes& routes, RouteParts const& endpoints) {
    using http::Call;
    auto const log = endpoints.log;
    using Answers = http::Outcome<world::CommandsAnswer>;
    routes.bind<MessagingCommands>([log, &commands = endpoints.commands, flood = endpoints.flood](
                                       MessagingCommands::Request const& request, Call& call) {
        return server::or_unavailable<Answers>(log, call.request.id, [&]() -> Answers {
            if (auto fault = flood(request.commands.size(), call)) return std::move(*fault);
            return commands.take(request, syncing::actor_of(call));
        });
    });
    using Messages = http::Outcome<ListMessages::Response>;
    routes.bind<ListMessages>(
        [log, &pool = endpoints.pool](ListMessages::Request const& request, Call& call) {
            return server::or_unavailable<Messages>(log, call.request.id, [&]() -> Messages {
                auto messages = messages_before(pool, {call.who->person}, request);
                if (!messages) return http::fault_of(messages.refusal(), 404);
                return ListMessages::Response{*std::move(messages)};
            });
        });
}

}  // namespace messaging
