// Calls the server's endpoints by their types. Speaks bytes when both sides were built from the
// same fields and JSON otherwise. Knows no token: what needs one is a call of somebody, and is made
// by their PersonalApi.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/json.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace syncing {

// What became of a call. `status` 0: the server was not reached.
struct Failure {
    int status = 0;
    std::string rule;  // of the problem as a whole, such as "wrong-password"
    base::Problems problems;
    std::vector<base::Argument> arguments{};  // of the rule, such as the number of a report
    int retry_after_s = 0;
};

template <class T>
struct Reply {
    std::optional<T> value;
    Failure failure;
    explicit operator bool() const { return value.has_value(); }
};

class Api {
public:
    explicit Api(platform::Platform& platform);
    Api(Api const&) = delete;
    Api& operator=(Api const&) = delete;

    // `done` is called once, unless this goes away before.
    template <class Endpoint>
    void call(typename Endpoint::Request const& request,
              std::function<void(Reply<typename Endpoint::Response>)> done,
              int timeout_ms = 30'000);
    static Failure failure_of(platform::Answer const& answer);

    int last_answer_ms() const { return last_answer_ms_; }

protected:
    struct Prepared {
        platform::Request request;
        bool member = false;       // carries an access token
        bool may_say_who = false;  // carries one that is there, and does without
        std::string as_json;       // the body once more, for a server of another build
        std::shared_ptr<platform::Ticket> ticket{};  // is told by which it can be cancelled
    };
    using Done = std::function<void(platform::Answer)>;

    // Sends it with this access token; an empty one is left out.
    void post(Prepared const& prepared, std::string const& access_token, Done done);

    template <class Endpoint>
    Prepared prepare(typename Endpoint::Request const& request, int timeout_ms) const;
    template <class T>
    static Reply<T> understand(platform::Answer const& answer);

    platform::Platform& platform_;
    platform::Alive alive_;

private:
    static std::string escaped(std::string_view text);
    template <class T>
    static std::string as_text(T const& value);
    // The JSON of a body: without the fields that travel in the path.
    template <class Endpoint>
    static std::string body_of(typename Endpoint::Request const& request);

    std::string const bytes_type_;
    bool bytes_understood_ = false;  // the server has answered in our bytes
    int last_answer_ms_ = -1;
};

// ---- templates

template <class T>
std::string Api::as_text(T const& value) {
    if constexpr (std::is_same_v<T, std::string>)
        return value;
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (base::is_whole<T>)
        return std::to_string(value);
    else if constexpr (base::NamedEnum<T>)
        return std::string(base::name_of(value));
    else
        return base::to_text(value);
}

template <class Endpoint>
std::string Api::body_of(typename Endpoint::Request const& request) {
    rapidjson::StringBuffer buffer;
    wire::json::Out out(buffer);
    out.StartObject();
    base::each_field<typename Endpoint::Request>([&](auto const& f) {
        if (f.rules.server_only ||
            Endpoint::path.find("{" + std::string(f.name) + "}") != std::string_view::npos)
            return;
        wire::json::key(out, f.name);
        wire::json::write(out, request.*f.member);
    });
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

template <class Endpoint>
Api::Prepared Api::prepare(typename Endpoint::Request const& request, int timeout_ms) const {
    constexpr bool in_query = Endpoint::method == wire::Method::get;
    Prepared prepared;
    prepared.request.timeout_ms = timeout_ms;
    prepared.member = Endpoint::access != wire::Access::anyone;
    prepared.may_say_who = requires { Endpoint::may_say_who; };
    auto& sent = prepared.request;
    sent.path = Endpoint::path;
    std::string query;
    base::each_field<typename Endpoint::Request>([&](auto const& f) {
        using Value = std::remove_cvref_t<decltype(request.*f.member)>;
        if constexpr (!base::is_list<Value> && !base::Described<Value> &&
                      !base::is_optional<Value>) {
            std::string const place = "{" + std::string(f.name) + "}";
            if (auto const at = sent.path.find(place); at != std::string::npos) {
                sent.path.replace(at, place.size(), escaped(as_text(request.*f.member)));
            } else if constexpr (in_query) {
                std::string const text = escaped(as_text(request.*f.member));
                if (!text.empty())
                    query += (query.empty() ? "?" : "&") + std::string(f.name) + "=" + text;
            }
        }
    });
    sent.path += query;
    if constexpr (!in_query) {
        sent.method = base::name_of(Endpoint::method);
        if constexpr (!std::is_same_v<typename Endpoint::Request, wire::Nothing>) {
            prepared.as_json = body_of<Endpoint>(request);
            sent.body = bytes_understood_ ? wire::to_bytes(request) : prepared.as_json;
            sent.headers.emplace_back("content-type",
                                      bytes_understood_ ? bytes_type_ : "application/json");
        }
    }
    return prepared;
}

template <class T>
Reply<T> Api::understand(platform::Answer const& answer) {
    Reply<T> reply;
    if (answer.status < 200 || answer.status > 299) {
        reply.failure = failure_of(answer);
        return reply;
    }
    std::string type;
    for (auto const& [name, value] : answer.headers)
        if (name == "content-type") type = value;
    reply.value.emplace();
    if constexpr (std::is_same_v<T, wire::Nothing>) return reply;
    bool understood = false;
    if (type.rfind("application/vnd.kontor.cereal", 0) == 0) {
        try {
            *reply.value = wire::from_bytes<T>(answer.body);
            understood = true;
        } catch (wire::Malformed const&) {
            understood = false;  // told below, as any other answer that makes no sense
        }
    } else {
        understood =
            wire::json::parse(answer.body, *reply.value, wire::json::Reading::tolerant).empty();
    }
    if (!understood) {
        reply.value.reset();
        reply.failure = {answer.status, "not-understood", {}, {}, 0};
    }
    return reply;
}

template <class Endpoint>
void Api::call(typename Endpoint::Request const& request,
               std::function<void(Reply<typename Endpoint::Response>)> done, int timeout_ms) {
    static_assert(Endpoint::access == wire::Access::anyone, "this is a call of somebody");
    post(prepare<Endpoint>(request, timeout_ms), {},
         [done = std::move(done)](platform::Answer const& answer) {
             done(understand<typename Endpoint::Response>(answer));
         });
}

}  // namespace syncing
