// The one route table. What is bound here is what is dispatched and what OpenAPI prints, so that
// neither can lag behind the other. It is complete before the edge starts, and does not change
// after.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/openapi.hpp"
#include "server/http/route.hpp"
#include "server/http/target.hpp"
#include "server/http/workers.hpp"

namespace http {

// Who the credentials of a request belong to; or why it is not known: 401, with a rule of its own.
using Authenticate = std::function<std::variant<Identity, Fault>(Request const&)>;

// What no route answers: the web client's files. Called on a thread of the edge.
using Fallback = std::function<std::optional<Reply>(Request const&)>;

class Routes {
public:
    struct Options {
        ApiTitle title{"Kontor", "1", "", {}};
        std::string bytes_type;  // the content type of bytes, with its fingerprint
        Authenticate authenticate;
        // Whether what has this tag is turned off, so that administrators alone look at it. Asked
        // on a worker's thread.
        std::function<bool(std::string_view tag)> is_off = [](std::string_view) { return false; };
        Fallback fallback;
    };

    Routes(Options options, Workers& workers);

    // Binds an endpoint to a function that is called on a worker's thread:
    //   Outcome<Endpoint::Response> answer(Endpoint::Request const&, Call&)
    // where a Response, a base::Refusal, base::Problems, a base::Result<Response> or a Fault will
    // do.
    template <class Endpoint, class Function>
    void bind(Function function) {
        bind_waiting<Endpoint>([function](typename Endpoint::Request const& request, Call& call,
                                          std::unique_ptr<Responder>&) {
            return std::optional(Outcome<typename Endpoint::Response>(function(request, call)));
        });
    }

    // The same for long polls: the function may move the responder away, return nothing, and send
    // Outcome::reply(call) later, with a copy of the call.
    //   std::optional<Outcome<Endpoint::Response>> answer(Endpoint::Request const&, Call&,
    //                                                     std::unique_ptr<Responder>&)
    template <class Endpoint, class Function>
    void bind_waiting(Function function) {
        auto route = describe_endpoint<Endpoint>();
        route.answer = [function](Call& call, NamedValues const& in_path, Format sent,
                                  std::unique_ptr<Responder>& responder) -> std::optional<Reply> {
            typename Endpoint::Request request{};
            auto gathered = gather<Endpoint>(in_path, call.request, sent, request);
            call.request.drop_body();
            if (!gathered.problems.empty())
                return call.reply(fault_of(std::move(gathered.problems), gathered.status));
            std::optional<Outcome<typename Endpoint::Response>> outcome =
                function(request, call, responder);
            if (!outcome) return std::nullopt;
            return outcome->reply(call);
        };
        add(std::move(route));
    }

    // For an endpoint that takes bytes of the media types in Endpoint::takes, or answers some of
    // Endpoint::answers. The body stays in the call:
    //   Reply answer(Endpoint::Request const&, Call&)
    template <class Endpoint, class Function>
    void bind_bytes(Function function) {
        bind_bytes_waiting<Endpoint>([function](typename Endpoint::Request const& request,
                                                Call& call, std::unique_ptr<Responder>&) {
            return std::optional<Reply>(function(request, call));
        });
    }

    // The same for what is answered later, or by somebody else:
    //   std::optional<Reply> answer(Endpoint::Request const&, Call&, std::unique_ptr<Responder>&)
    template <class Endpoint, class Function>
    void bind_bytes_waiting(Function function) {
        auto route = describe_endpoint<Endpoint>();
        route.answer = [function](Call& call, NamedValues const& in_path, Format,
                                  std::unique_ptr<Responder>& responder) -> std::optional<Reply> {
            typename Endpoint::Request request{};
            auto body = std::exchange(call.request.body, {});  // it is no JSON
            auto gathered = gather<Endpoint>(in_path, call.request, Format::json, request);
            if (!gathered.problems.empty())
                return call.reply(fault_of(std::move(gathered.problems), gathered.status));
            call.request.body = std::move(body);
            std::optional<Reply> reply = function(request, call, responder);
            if (reply) reply->route = call.route;
            return reply;
        };
        add(std::move(route));
    }

    // A GET that answers no described record, but something of this type: on a worker's thread, or
    // on one of the edge, which answers also when all workers are busy, but must not be kept.
    enum class Where { worker, edge };
    void plain(std::string path, std::string summary, Where where,
               std::function<Reply(Request const&)> answer,
               std::string content_type = "text/plain");

    // The edge's handler.
    void dispatch(Request request, std::unique_ptr<Responder> responder) const;

    // Whether a GET of this may prove by its address alone who asks.
    bool may_be_signed(Target const& target) const;
    // What the edge asks about a body that is larger than strangers' may be, when it has the head:
    // who sends one must be known, may ask for this, and keeps to what the endpoint takes. Asked on
    // a worker's thread, since a script's token, or a session that this server has not seen yet, is
    // known to the database alone.
    void admit(Request head, std::unique_ptr<Responder> responder) const;

    std::string openapi() const;
    std::vector<Route> const& all() const { return routes_; }

private:
    void add(Route route);
    static void forget_seal(Request& request);  // of a signed address
    bool is_closed(Route const& route) const;
    std::variant<Identity, Fault> who_may(Route const& route, Request const& request) const;
    void run(Route const& route, NamedValues in_path, Request request,
             std::unique_ptr<Responder> responder) const;
    std::optional<Reply> answer(Route const& route, NamedValues const& in_path, Call call,
                                Format sent, std::unique_ptr<Responder>& responder) const;

    Options const options_;
    Workers& workers_;
    std::vector<Route> routes_;
};

}  // namespace http
