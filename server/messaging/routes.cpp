#include "server/messaging/routes.hpp"

#include "server/http/bind.hpp"

namespace messaging {

void bind(http::Routes& routes, RouteParts const& endpoints) {
    auto const& log = endpoints.log;
    http::bind_one<MessagingCommands>(
        routes, log,
        [&commands = endpoints.commands, flood = endpoints.flood](
            auto const& request, http::Call& call) -> http::OutcomeOf<MessagingCommands> {
            if (auto fault = flood(request.commands.size(), call)) return std::move(*fault);
            return commands.take(request, syncing::actor_of(call));
        });
    http::bind_one<ListMessages>(
        routes, log,
        [&pool = endpoints.pool](auto const& request,
                                 http::Call& call) -> http::OutcomeOf<ListMessages> {
            auto messages = messages_before(pool, {call.who->person}, request);
            if (!messages) return http::fault_of(messages.refusal(), 404);
            return ListMessages::Response{*std::move(messages)};
        });
}

}  // namespace messaging
