#include "web-client/sync/personal_api.hpp"

namespace client {

namespace {
// A new access token is fetched this long before the old one ends, so that no call meets its end.
constexpr std::int64_t early_ms = 30'000;
}  // namespace

bool PersonalApi::signed_in(accounts::SignedIn const& tokens) {
    if (tokens.person.id != person_) return false;
    access_token_ = tokens.access_token;
    token_until_ms_ = platform_.steady_ms() + tokens.expires_in_s * 1000 - early_ms;
    may_refresh_ = true;
    why_ended_.clear();
    if (browser_key_) browser_key_(tokens.browser_key);
    if (tokens.refresh_token.empty() || tokens.refresh_token == refresh_token_) return true;
    refresh_token_ = tokens.refresh_token;
    if (rotated_) rotated_();
    return true;
}

void PersonalApi::resume(std::string refresh_token) {
    refresh_token_ = std::move(refresh_token);
    may_refresh_ = true;
    why_ended_.clear();
}

void PersonalApi::end(std::string why) {
    access_token_.clear();
    token_until_ms_ = 0;
    may_refresh_ = false;
    why_ended_ = std::move(why);
}

void PersonalApi::send(Prepared const& prepared, Done done, bool again) {
    if (!prepared.member)
        return post(prepared, prepared.may_say_who ? access_token_ : std::string(),
                    std::move(done));
    if (platform_.steady_ms() >= token_until_ms_) {
        return with_token([this, prepared, done, again](bool signed_in) {
            if (signed_in)
                send(prepared, done, again);
            else
                done({access_token_.empty() && may_refresh_ ? 0 : 401, {}, {}});
        });
    }
    post(prepared, access_token_, [this, prepared, done, again](platform::Answer const& answer) {
        if (answer.status != 401 || !may_refresh_) return done(answer);
        why_ended_ = failure_of(answer).rule;
        if (again) return done(answer);
        token_until_ms_ = 0;
        send(prepared, done, true);
    });
}

void PersonalApi::call(Called const& endpoint, void const* request, Query const& query,
                       Answer answer, std::function<void(std::optional<Failure>)> done,
                       int timeout_ms) {
    auto prepared = prepare(endpoint, request, timeout_ms);
    auto& path = prepared.request.path;
    for (auto const& [name, value] : query)
        path += (path.find('?') == std::string::npos ? "?" : "&") + escaped(name) + "=" +
                escaped(value);
    send(
        prepared,
        [answer = std::move(answer), done = std::move(done)](platform::Answer const& came) {
            Failure failure;
            if (understand(came, answer.type, answer.value.get(), failure)) return done({});
            done(std::move(failure));
        },
        false);
}

void PersonalApi::transfer(platform::Request request, Done done) {
    Prepared prepared;
    prepared.request = std::move(request);
    prepared.member = true;
    send(prepared, std::move(done), false);
}

void PersonalApi::with_token(std::function<void(bool)> go) {
    if (!may_refresh_) return go(false);
    waiting_.push_back(std::move(go));
    if (!refreshing_) refresh();
}

// Says whose token it expects: the cookie is the browser's, and another tab may have signed in as
// somebody else with it.
void PersonalApi::refresh() {
    refreshing_ = true;
    call<accounts::Refresh>(
        {refresh_token_, person_},
        [this](Reply<accounts::SignedIn> const& reply) { heard_refresh(reply); });
}

void PersonalApi::heard_refresh(Reply<accounts::SignedIn> const& reply) {
    refreshing_ = false;
    // Whoever was told meanwhile that it is over takes nothing any more.
    bool const renewed = may_refresh_ && reply && signed_in(*reply.value);
    bool const another =
        reply ? reply.value->person.id != person_ : reply.failure.rule == another_person;
    bool const ended = may_refresh_ && (another || (!reply && reply.failure.status == 401));
    if (ended) end(another ? another_person : why_ended_.empty() ? reply.failure.rule : why_ended_);
    if (!renewed) access_token_.clear();  // when it was not reached, it may work later
    auto const waiting = std::exchange(waiting_, {});
    for (auto const& go : waiting) go(renewed);
    if (ended && ended_) ended_();
}

}  // namespace client
