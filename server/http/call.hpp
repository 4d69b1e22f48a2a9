// What a function that answers an endpoint is told beside its request, and what it may answer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/negotiate.hpp"
#include "server/http/problem.hpp"
#include "shared/base/id.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/json.hpp"

namespace http {

// Who asks, as the credentials of the request say.
struct Identity {
    base::Id128 person;
    base::Id128 session;  // of a script: its token
    bool administrator = false;
    bool is_script = false;
    wire::Scope scope = wire::Scope::admin;  // of a script
    bool lacks_second_factor = false;        // without which no administrator does anything here
    bool guest = false;                      // no member
};

// The key of a query that proves who asks, where no header can be sent.
constexpr std::string_view signed_key = "signed";

// May be copied and kept, by whoever answers later.
struct Call {
    Request request;  // without its body
    // Always there for members' endpoints; else only where an endpoint may say who asks.
    std::optional<Identity> who;
    Format format = Format::json;
    std::string route;       // as declared
    std::string bytes_type;  // the content type of bytes
    int status = 200;        // of a good answer
    // Of a good answer, such as Set-Cookie.
    std::vector<std::pair<std::string, std::string>> headers{};
    // Also of a fault, such as RateLimit-Remaining.
    std::vector<std::pair<std::string, std::string>> headers_always{};

    Reply reply(std::string body) const;
    Reply reply(Fault const& fault) const;
};

// A refusal is 409 unless the function says otherwise by a Fault; problems are 422.
Fault fault_of(base::Refusal const& refusal, int status = 409);
Fault fault_of(base::Problems problems, int status = 422);

template <class Response>
class Outcome {
public:
    Outcome(Response response) : held_(std::move(response)) {}
    Outcome(Fault fault) : held_(std::move(fault)) {}
    Outcome(base::Refusal const& refusal) : held_(fault_of(refusal)) {}
    Outcome(base::Problems problems) : held_(fault_of(std::move(problems))) {}
    Outcome(base::Result<Response> result)
        : held_(result ? decltype(held_)(*std::move(result)) : fault_of(result.refusal())) {}

    Reply reply(Call const& call) const {
        if (auto const* fault = std::get_if<Fault>(&held_)) return call.reply(*fault);
        auto const& response = std::get<Response>(held_);
        return call.reply(call.format == Format::bytes ? wire::to_bytes(response)
                                                       : wire::json::text(response));
    }

private:
    std::variant<Response, Fault> held_;
};

}  // namespace http
