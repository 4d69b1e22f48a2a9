// Calls of one person. The tokens in here are of that person and of nobody else: whoever holds this
// object acts as them, and what was to be sent for them goes with their token or not at all, also
// when somebody else signs in with the same browser meanwhile.
#pragma once

#include <utility>

#include "shared/domains.hpp"
#include "web-client/sync/api.hpp"

namespace client {

// The rule by which a session ends here only, since somebody else signed in with this browser.
inline constexpr char const* another_person = "another-person";

class PersonalApi : public Api {
public:
    // The session goes on with this refresh token; empty: with the cookie that a page has.
    PersonalApi(platform::Platform& platform, base::Id<accounts::Person> person,
                std::string refresh_token)
        : Api(platform), person_(person), refresh_token_(std::move(refresh_token)) {}

    base::Id<accounts::Person> person() const { return person_; }

    // As Api::call, for every endpoint. `ticket` is told by which the request on its way can be
    // cancelled; 0 as long as none is.
    template <class Endpoint>
    void call(typename Endpoint::Request const& request,
              std::function<void(Reply<typename Endpoint::Response>)> done, int timeout_ms = 30'000,
              std::shared_ptr<platform::Ticket> ticket = nullptr);
    // The same of an endpoint that is known by its description alone. `query` is what is asked
    // beside the request, as "filter[name]". `answer` is filled, which is of the type; `done` is
    // told why it was not.
    using Query = std::vector<std::pair<std::string, std::string>>;
    struct Answer {
        base::TypeInfo const& type;
        std::shared_ptr<void> value;
    };
    void call(Called const& endpoint, void const* request, Query const& query, Answer answer,
              std::function<void(std::optional<Failure>)> done, int timeout_ms = 30'000);
    // What is no endpoint of records: pictures and archives.
    void transfer(platform::Request request, std::function<void(platform::Answer)> done);

    // Tokens as the server gave them; false, and nothing is taken, when they are another person's.
    bool signed_in(accounts::SignedIn const& tokens);
    // The session was opened, or its token changed, by another tab or window of this machine.
    void resume(std::string refresh_token);
    // No token is taken or asked for any more, until one of the above; `why` is the rule.
    void end(std::string why);
    std::string const& refresh_token() const { return refresh_token_; }

    // Told each new refresh token; in a page there is none to tell, since a cookie holds it.
    void on_rotated(std::function<void()> act) { rotated_ = std::move(act); }
    // Told with each answer to signing in or refreshing; empty where this machine gets none.
    void on_browser_key(std::function<void(std::string const& key)> act) {
        browser_key_ = std::move(act);
    }
    // The server no longer knows this session, or this machine's is now another person's.
    void on_ended(std::function<void()> ended) { ended_ = std::move(ended); }
    // The rule by which: "person-blocked", "session-ended", "another-person".
    std::string const& why_ended() const { return why_ended_; }

private:
    void send(Prepared const& prepared, Done done, bool again);
    void with_token(std::function<void(bool)> go);
    void refresh();
    void heard_refresh(Reply<accounts::SignedIn> const& reply);

    base::Id<accounts::Person> const person_;
    std::string access_token_, refresh_token_, why_ended_;
    std::int64_t token_until_ms_ = 0;
    bool may_refresh_ = true, refreshing_ = false;
    std::vector<std::function<void(bool)>> waiting_;
    std::function<void()> rotated_, ended_;
    std::function<void(std::string const&)> browser_key_;
};

// ---- templates

template <class Endpoint>
void PersonalApi::call(typename Endpoint::Request const& request,
                       std::function<void(Reply<typename Endpoint::Response>)> done, int timeout_ms,
                       std::shared_ptr<platform::Ticket> ticket) {
    auto prepared = prepare(called<Endpoint>(), &request, timeout_ms);
    prepared.ticket = std::move(ticket);
    send(
        prepared,
        [done = std::move(done)](platform::Answer const& answer) {
            done(understand<typename Endpoint::Response>(answer));
        },
        false);
}

}  // namespace client
