#include "web-client/sync/api.hpp"

#include <algorithm>
#include <cstdlib>

#include "shared/protocol.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/plain.hpp"

namespace client {

namespace {
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

// The JSON of a body: without the fields that travel in the path.
std::string body_of(std::string_view path, base::TypeInfo const& type, void const* request) {
    rapidjson::StringBuffer buffer;
    wire::json::Out out(buffer);
    out.StartObject();
    for (auto const& field : type.fields) {
        if (field.rules.server_only || path.find("{" + std::string(field.name) + "}") != path.npos)
            continue;
        wire::json::key(out, field.name);
        wire::json::write(out, *field.type, field.of(request));
    }
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

// Lists, records and what may be missing stand in no path and no query.
bool is_plain(base::Kind kind) {
    return kind != base::Kind::list && kind != base::Kind::record && kind != base::Kind::variant &&
           kind != base::Kind::optional;
}

// Of this program, and made from all that it knows: once is enough.
std::string const& bytes_type() {
    static std::string const type = protocol::content_type();
    return type;
}
}  // namespace

Api::Api(platform::Platform& platform) : platform_(platform), bytes_type_(bytes_type()) {}

Api::Prepared Api::prepare(Called const& endpoint, void const* request, int timeout_ms) const {
    bool const in_query = endpoint.method == wire::Method::get;
    Prepared prepared;
    prepared.request.timeout_ms = timeout_ms;
    prepared.member = endpoint.access != wire::Access::anyone;
    prepared.may_say_who = endpoint.may_say_who;
    auto& sent = prepared.request;
    sent.path = endpoint.path;
    std::string query;
    for (auto const& field : endpoint.request.fields) {
        if (!is_plain(field.type->kind)) continue;
        std::string const place = "{" + std::string(field.name) + "}";
        auto const at = sent.path.find(place);
        if (at == std::string::npos && !in_query) continue;
        auto const text = escaped(wire::plain_text(*field.type, field.of(request)));
        if (at != std::string::npos)
            sent.path.replace(at, place.size(), text);
        else if (!text.empty())
            query += (query.empty() ? "?" : "&") + std::string(field.name) + "=" + text;
    }
    sent.path += query;
    if (in_query) return prepared;
    sent.method = base::name_of(endpoint.method);
    if (endpoint.request.fields.empty()) return prepared;
    prepared.as_json = body_of(endpoint.path, endpoint.request, request);
    sent.body = bytes_understood_ ? wire::to_bytes(endpoint.request, request) : prepared.as_json;
    sent.headers.emplace_back("content-type", bytes_understood_ ? bytes_type_ : "application/json");
    return prepared;
}

bool Api::understand(platform::Answer const& answer, base::TypeInfo const& type, void* value,
                     Failure& failure) {
    if (answer.status < 200 || answer.status > 299) {
        failure = failure_of(answer);
        return false;
    }
    if (type.kind == base::Kind::record && type.fields.empty()) return true;
    std::string media;
    for (auto const& [name, text] : answer.headers)
        if (name == "content-type") media = text;
    bool understood = false;
    if (media.rfind("application/vnd.kontor.cereal", 0) == 0) {
        try {
            wire::from_bytes(answer.body, type, value);
            understood = true;
        } catch (wire::Malformed const&) {
            understood = false;  // told below, as any other answer that makes no sense
        }
    } else {
        understood =
            wire::json::parse_as(answer.body, type, value, wire::json::Reading::tolerant).empty();
    }
    if (!understood) failure = {answer.status, "not-understood", {}, {}, 0};
    return understood;
}

void Api::post(Prepared const& prepared, std::string const& access_token, Done done) {
    auto request = prepared.request;
    request.headers.emplace_back(
        "accept", bytes_type_ + ", application/json;q=0.9, application/problem+json;q=0.8");
    if (!access_token.empty())
        request.headers.emplace_back("authorization", "Bearer " + access_token);
    auto const began = platform_.steady_ms();
    auto const ticket = platform_.send(
        std::move(request),
        alive_.guard([this, prepared, access_token, done, began](platform::Answer const& answer) {
            for (auto const& [name, value] : answer.headers)
                if (name == "content-type" && value == bytes_type_) bytes_understood_ = true;
            if (answer.status != 0 && prepared.request.timeout_ms <= 30'000)
                last_answer_ms_ = static_cast<int>(platform_.steady_ms() - began);
            bool was_in_bytes = false;
            for (auto const& [name, value] : prepared.request.headers)
                was_in_bytes = was_in_bytes || (name == "content-type" && value == bytes_type_);
            if (answer.status != 415 || !was_in_bytes) return done(answer);
            // The server was replaced by one of another build while this client ran.
            bytes_understood_ = false;
            auto in_json = prepared;
            in_json.request.body = prepared.as_json;
            for (auto& [name, value] : in_json.request.headers)
                if (name == "content-type") value = "application/json";
            post(in_json, access_token, done);
        }));
    if (prepared.ticket) *prepared.ticket = ticket;
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

}  // namespace client
