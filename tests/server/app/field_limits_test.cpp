// Every field of every body that the server describes, at its limit, below and above it, and with
// what people and attackers write. Whoever adds an endpoint or a command has it tried here, too.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <set>

#include "shared/accounts/own_api.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace {

using rapidjson::Value;

// Cyrillic, an emoji of four bytes, and marks that turn the direction of what is written.
std::string mixed(std::size_t code_points) {
    constexpr std::array<char const*, 5> parts{"ж", "🙂", "\u202e", "\u200f", "Щ"};
    std::string text;
    for (std::size_t i = 0; i < code_points; ++i) text += parts[i % parts.size()];
    return text;
}

bool says(Value const& schema, char const* key, char const* part) {
    return schema.HasMember(key) &&
           std::string_view(schema[key].GetString()).find(part) != std::string_view::npos;
}
bool is_text(Value const& schema) {
    return schema.HasMember("type") && schema["type"] == "string" && schema.HasMember("maxLength");
}
bool is_email(Value const& schema) { return says(schema, "pattern", "@"); }
bool is_whole(Value const& schema) {
    return schema.HasMember("type") && schema["type"] == "integer" && schema.HasMember("minimum") &&
           schema.HasMember("maximum");
}

// As JSON: something that the field takes.
std::string sample(Value const& schema) {
    if (schema.HasMember("enum")) return "\"" + std::string(schema["enum"][0].GetString()) + "\"";
    if (!schema.HasMember("type")) return "null";
    std::string_view const type = schema["type"].GetString();
    if (type == "boolean") return "false";
    if (type == "integer") return schema.HasMember("minimum") ? "1" : "0";
    if (type == "array") return "[]";
    if (type == "object") return "{}";
    if (is_email(schema)) return R"("x@example.org")";
    if (says(schema, "pattern", "[0-9a-f]{8}"))
        return wire::json::text(base::Id<accounts::Person>{server::fresh_id()});
    return "\"x\"";
}

// A body with fields, inside of what travels with it.
struct Body {
    std::string target, before, after, at;  // `at`: where its fields stand, in problems
    Value const* schema;
};

class Described {
public:
    explicit Described(scene::Server const& server) {
        document_.Parse(server.stranger().raw("GET", "/api/v1/openapi.json", "").body.c_str());
        REQUIRE_FALSE(document_.HasParseError());
    }
    std::vector<Body> bodies() const {
        std::vector<Body> all;
        for (auto const& path : document_["paths"].GetObject()) {
            std::string const target = path.name.GetString();
            if (!path.value.HasMember("post") || target.find('{') != target.npos) continue;
            auto const& post = path.value["post"];
            if (!post.HasMember("requestBody")) continue;
            auto const& schema =
                meant(post["requestBody"]["content"]["application/json"]["schema"]);
            all.push_back({target, "", "", "/", &schema});
            if (target.find("/commands") != target.npos) add_commands(target, schema, all);
        }
        return all;
    }

private:
    Value const& meant(Value const& schema) const {
        if (!schema.HasMember("$ref")) return schema;
        std::string const name = schema["$ref"].GetString();
        return meant(document_["components"]["schemas"][name.substr(name.rfind('/') + 1).c_str()]);
    }
    void add_commands(std::string const& target, Value const& schema,
                      std::vector<Body>& all) const {
        auto const& command =
            schema["properties"]["commands"]["items"]["properties"]["command"]["oneOf"];
        for (auto const& one : command.GetArray()) {
            auto const& tagged = meant(one)["properties"];
            std::string const type = tagged["type"]["const"].GetString();
            all.push_back({target,
                           R"({"client":"{id}","commands":[{"number":1,"command":{"type":")" +
                               type + R"(","value":)",
                           "}}]}", "/commands/0/command/value/", &meant(tagged["value"])});
        }
    }
    rapidjson::Document document_;
};

// All the rules that a body is said to break at one path.
std::set<std::string> rules_at(std::string const& path, http_test::Answer const& answer) {
    std::set<std::string> rules;
    rapidjson::Document problem;
    problem.Parse(answer.body.c_str());
    if (problem.HasParseError() || !problem.IsObject() || !problem.HasMember("problems"))
        return rules;
    for (auto const& one : problem["problems"].GetArray())
        if (one["path"] == path.c_str()) rules.insert(one["rule"].GetString());
    return rules;
}

struct Trial {
    scene::Peer& peer;
    std::size_t fields = 0;

    http_test::Answer send(Body const& body, std::string const& name, std::string const& value) {
        std::string text;
        for (auto const& field : (*body.schema)["properties"].GetObject()) {
            std::string const own = field.name.GetString();
            if (own == name) text += (text.empty() ? "\"" : ",\"") + own + "\":" + value;
            if (own != name && is_required(body, own))
                text += (text.empty() ? "\"" : ",\"") + own + "\":" + sample(field.value);
        }
        auto before = body.before;
        if (auto const at = before.find("{id}"); at != before.npos)
            before.replace(at, 4, scene::plain_text(server::fresh_id()));
        return peer.raw("POST", body.target, before + "{" + text + "}" + body.after);
    }
    static bool is_required(Body const& body, std::string const& name) {
        if (!body.schema->HasMember("required")) return false;
        for (auto const& one : (*body.schema)["required"].GetArray())
            if (one == name.c_str()) return true;
        return false;
    }
    void refused(Body const& body, std::string const& name, std::string const& value,
                 char const* rule) {
        CAPTURE(std::string(rule));
        auto const answer = send(body, name, value);
        CHECK_MESSAGE(answer.status == 422, answer.body);
        CHECK_MESSAGE(rules_at(body.at + name, answer).count(rule) == 1, answer.body);
    }
    // Whatever else may be the matter, its form is good.
    void taken(Body const& body, std::string const& name, std::string const& value) {
        auto const answer = send(body, name, value);
        CHECK_MESSAGE(answer.status < 500, answer.body);
        CHECK_MESSAGE(answer.status != 400, answer.body);
        auto const rules = rules_at(body.at + name, answer);
        for (auto const* rule : {"too-long", "forbidden-character", "not-an-email", "required",
                                 "too-small", "too-large"})
            CHECK_MESSAGE(rules.count(rule) == 0, answer.body);
    }
    void text(Body const& body, std::string const& name, Value const& schema) {
        std::size_t const most = schema["maxLength"].GetUint();
        auto const quoted = [](std::string const& plain) { return "\"" + plain + "\""; };
        if (is_email(schema)) {
            auto const email = [](std::size_t local, std::size_t whole) {
                std::string text(local, 'a');
                for (text += "@b."; text.size() < whole;) text += text.size() % 60 ? "c" : ".";
                return text;
            };
            taken(body, name, quoted("a@b.example"));
            taken(body, name, quoted(email(64, most - 1)));
            taken(body, name, quoted(email(64, most)));
            refused(body, name, quoted(email(64, most + 1)), "too-long");
            refused(body, name, quoted(email(65, most - 1)), "not-an-email");
            for (auto const* wrong : {"ж@b.example", "🙂@b.example", "\u202ea@b.example",
                                      "a@b.example\u200f", "a\\u0000@b.example"})
                refused(body, name, quoted(wrong), "not-an-email");
        } else {
            taken(body, name, quoted(mixed(1)));
            taken(body, name, quoted(mixed(most - 1)));
            taken(body, name, quoted(mixed(most)));
            refused(body, name, quoted(mixed(most + 1)), "too-long");
            refused(body, name, R"("a\u0000b")", "forbidden-character");
            refused(body, name, R"("a\u001bb")", "forbidden-character");
        }
        if (is_required(body, name) && !is_email(schema))
            refused(body, name, R"(" \u00a0\u2003")", "required");
        ++fields;
    }
    void whole(Body const& body, std::string const& name, Value const& schema) {
        auto const least = schema["minimum"].GetInt64(), most = schema["maximum"].GetInt64();
        taken(body, name, std::to_string(least));
        taken(body, name, std::to_string(most));
        refused(body, name, std::to_string(least - 1), "too-small");
        refused(body, name, std::to_string(most + 1), "too-large");
        ++fields;
    }
};

TEST_CASE("every field that is described is taken up to its limit, and refused beyond it") {
    scene::MailStage stage;
    Described const described(stage.server);
    auto const bodies = described.bodies();
    REQUIRE(bodies.size() > 20);
    Trial trial{stage.administrator};
    for (auto const& body : bodies) {
        if (!body.schema->HasMember("properties")) continue;
        for (auto const& field : (*body.schema)["properties"].GetObject()) {
            std::string const name = field.name.GetString();
            CAPTURE(body.target);
            CAPTURE(body.before);
            CAPTURE(name);
            if (is_text(field.value)) trial.text(body, name, field.value);
            if (is_whole(field.value)) trial.whole(body, name, field.value);
        }
    }
    CHECK(trial.fields > 35);
    CHECK(stage.administrator.ask<accounts::Me>().status() == 200);
}

TEST_CASE("what people write of themselves comes back byte for byte") {
    scene::MailStage stage;
    auto anna = stage.member("anna");
    for (bool const bytes : {false, true}) {
        anna.bytes = bytes;
        accounts::EditProfile const edit{anna.person, mixed(100), mixed(1000), mixed(99)};
        REQUIRE(anna.send(edit).outcome == world::Outcome::accepted);
        auto const me = anna.ask<accounts::Me>().value.person;
        CHECK(me.name == edit.name);
        CHECK(me.biography == edit.biography);
        CHECK(me.location == edit.location);
        auto const made = anna.ask<accounts::CreateToken>({mixed(100), accounts::Scope::read, 1});
        REQUIRE(made.status() == 200);
        CHECK(made.value.row.name == mixed(100));
    }
}

}  // namespace
