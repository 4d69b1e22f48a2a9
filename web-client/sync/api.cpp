#include "web-client/sync/api.hpp"

#include <algorithm>
#include <cstdlib>

#include "shared/protocol.hpp"

namespace syncing {

namespace {
// A new access token is fetched this long before the old one ends, so that no call meets its end.
constexpr std::int64_t early_ms = 30'000;

std::string text_at(wire::json::In const& object, char const* name) {
    auto const at = object.FindMember(name);
    if (at == object.MemberEnd() || !at->value.IsString()) return {};
    return {at->value.GetString(), at->value.GetStringLength()};
}

// In a problem+json arguments are an object: {"most": "80"}.
std::vector<base::Argument> arguments_at(wire::json::In const& object) {
    std::vector<base::Argument> arguments;
    auto const at = object.FindMember("arguments");
    if (at == object.MemberEnd() || !at->value.IsObject()) return arguments;
    for (auto const& [name, value] : at->value.GetObject())
        if (value.IsString())
            arguments.push_back({{name.GetString(), name.GetStringLength()},
                                 {value.GetString(), value.GetStringLength()}});
    return arguments;
}
}  // namespace

Api::Api(platform::Platform& platform)
    : platform_(platform), bytes_type_(protocol::content_type()) {}

void Api::signed_in(accounts::SignedIn const& tokens) {
    access_token_ = tokens.access_token;
    token_until_ms_ = platform_.steady_ms() + tokens.expires_in_s * 1000 - early_ms;
    may_refresh_ = true;
    why_ended_.clear();
    if (tokens.refresh_token.empty() || tokens.refresh_token == refresh_token_) return;
    refresh_token_ = tokens.refresh_token;
    if (rotated_) rotated_(refresh_token_);
}

void Api::resume(std::string refresh_token) {
    refresh_token_ = std::move(refresh_token);
    may_refresh_ = true;
}

void Api::signed_out() {
    access_token_.clear();
    refresh_token_.clear();
    why_ended_.clear();
    token_until_ms_ = 0;
    may_refresh_ = false;
}

void Api::send(Prepared prepared, Done done, bool again) {
    if (prepared.member && platform_.steady_ms() >= token_until_ms_) {
        with_token([this, prepared, done, again](bool signed_in) {
            if (signed_in)
                send(prepared, done, again);
            else
                done({access_token_.empty() && may_refresh_ ? 0 : 401, {}, {}});
        });
        return;
    }
    auto request = prepared.request;
    request.headers.emplace_back(
        "accept", bytes_type_ + ", application/json;q=0.9, application/problem+json;q=0.8");
    if (prepared.member || (prepared.may_say_who && !access_token_.empty()))
        request.headers.emplace_back("authorization", "Bearer " + access_token_);
    auto const began = platform_.steady_ms();
    platform_.send(std::move(request), [this, prepared, done, again, began,
                                        alive = std::weak_ptr(alive_)](platform::Answer answer) {
        if (alive.expired()) return;
        for (auto const& [name, value] : answer.headers)
            if (name == "content-type" && value == bytes_type_) bytes_understood_ = true;
        if (answer.status != 0 && prepared.request.timeout_ms <= 30'000)
            last_answer_ms_ = static_cast<int>(platform_.steady_ms() - began);
        if (answer.status == 401 && prepared.member) why_ended_ = failure_of(answer).rule;
        if (answer.status == 401 && prepared.member && !again && may_refresh_) {
            token_until_ms_ = 0;
            return send(prepared, done, true);
        }
        if (answer.status == 415 && bytes_understood_ && !again) {
            // The server was replaced by one of another build while this client ran.
            bytes_understood_ = false;
            auto in_json = prepared;
            in_json.request.body = prepared.as_json;
            for (auto& [name, value] : in_json.request.headers)
                if (name == "content-type") value = "application/json";
            return send(in_json, done, true);
        }
        done(answer);
    });
}

void Api::transfer(platform::Request request, Done done) {
    Prepared prepared;
    prepared.request = std::move(request);
    prepared.member = true;
    send(std::move(prepared), std::move(done), false);
}

void Api::with_token(std::function<void(bool)> go) {
    if (!may_refresh_) return go(false);
    waiting_.push_back(std::move(go));
    if (!refreshing_) refresh();
}

void Api::refresh() {
    refreshing_ = true;
    accounts::Refresh::Request request{refresh_token_};
    call<accounts::Refresh>(request, [this](Reply<accounts::SignedIn> reply) {
        refreshing_ = false;
        if (reply) {
            signed_in(*reply.value);
        } else if (reply.failure.status == 401) {
            access_token_.clear();
            may_refresh_ = false;
        } else {
            access_token_.clear();  // not reached: it may work later
        }
        bool const ended = !reply && reply.failure.status == 401;
        answer_waiting(bool(reply));
        if (ended && ended_) ended_();
    });
}

void Api::answer_waiting(bool signed_in) {
    auto const waiting = std::move(waiting_);
    waiting_.clear();
    for (auto const& go : waiting) go(signed_in);
}

Failure Api::failure_of(platform::Answer const& answer) {
    Failure failure;
    failure.status = answer.status;
    for (auto const& [name, value] : answer.headers)
        if (name == "retry-after")
            failure.retry_after_s = std::clamp(std::atoi(value.c_str()), 0, 3600);
    rapidjson::Document body;
    body.Parse<rapidjson::kParseIterativeFlag>(answer.body.data(), answer.body.size());
    if (body.HasParseError() || !body.IsObject()) return failure;
    // The type is a URI whose last part is the key (RFC 9457).
    auto const type = text_at(body, "type");
    auto const cut = type.find_last_of("/:#");
    failure.rule = cut == std::string::npos ? type : type.substr(cut + 1);
    if (failure.rule == "blank") failure.rule.clear();
    failure.arguments = arguments_at(body);
    wire::json::In const& whole = body;
    auto const problems = whole.FindMember("problems");
    if (problems == whole.MemberEnd() || !problems->value.IsArray()) return failure;
    for (auto const& problem : problems->value.GetArray())
        if (problem.IsObject())
            failure.problems.push_back(
                {text_at(problem, "path"), text_at(problem, "rule"), arguments_at(problem)});
    return failure;
}

std::string Api::escaped(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string result;
    for (char const letter : text) {
        auto const c = static_cast<unsigned char>(letter);
        bool const plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.' ||
                           c == '~';  // RFC 3986, section 2.3
        if (plain) {
            result += static_cast<char>(c);
        } else {
            result += '%';
            result += digits[c >> 4];
            result += digits[c & 15];
        }
    }
    return result;
}

}  // namespace syncing
