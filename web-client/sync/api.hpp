// Calls the server's endpoints by their types. Speaks bytes when both sides were built from the
// same fields and JSON otherwise. Knows no token: what needs one is a call of somebody, and is made
// by their PersonalApi.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/endpoint.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace client {

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

// What is called: an endpoint, without its type.
struct Called {
    wire::Method method;
    wire::Access access;
    bool may_say_who;
    std::string_view path;
    base::TypeInfo const& request;
};
template <class Endpoint>
Called called() {
    constexpr bool may_say_who = requires { Endpoint::may_say_who; };
    return {Endpoint::method, Endpoint::access, may_say_who, Endpoint::path,
            base::type_of<typename Endpoint::Request>()};
}

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
    // The same of what answers no record, such as a picture.
    template <class Endpoint>
    void fetch(typename Endpoint::Request const& request,
               std::function<void(platform::Answer)> done);
    static Failure failure_of(platform::Answer const& answer);
    // Fills the value, which is of that type; else the failure says why not.
    static bool understand(platform::Answer const& answer, base::TypeInfo const& type, void* value,
                           Failure& failure);

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

    // The request is of the type that the endpoint says.
    Prepared prepare(Called const& endpoint, void const* request, int timeout_ms) const;
    template <class T>
    static Reply<T> understand(platform::Answer const& answer);
    // As a part of a query.
    static std::string escaped(std::string_view text);

    platform::Platform& platform_;
    platform::Alive alive_;

private:
    std::string const bytes_type_;
    bool bytes_understood_ = false;  // the server has answered in our bytes
    int last_answer_ms_ = -1;
};

// ---- templates

template <class T>
Reply<T> Api::understand(platform::Answer const& answer) {
    Reply<T> reply;
    if (!understand(answer, base::type_of<T>(), &reply.value.emplace(), reply.failure))
        reply.value.reset();
    return reply;
}

template <class Endpoint>
void Api::call(typename Endpoint::Request const& request,
               std::function<void(Reply<typename Endpoint::Response>)> done, int timeout_ms) {
    static_assert(Endpoint::access == wire::Access::anyone, "this is a call of somebody");
    post(prepare(called<Endpoint>(), &request, timeout_ms), {},
         [done = std::move(done)](platform::Answer const& answer) {
             done(understand<typename Endpoint::Response>(answer));
         });
}

template <class Endpoint>
void Api::fetch(typename Endpoint::Request const& request,
                std::function<void(platform::Answer)> done) {
    static_assert(Endpoint::access == wire::Access::anyone, "this is a call of somebody");
    post(prepare(called<Endpoint>(), &request, 30'000), {}, std::move(done));
}

}  // namespace client
