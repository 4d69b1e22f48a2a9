// Every field of every body that the server describes, at, below and above its limits, and filled
// with what does not belong there: a refusal names the field, and nothing ends in a 500.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "server/outside.hpp"
#include "tests/server/domains/described.hpp"

namespace held_to_all_fields_test {
namespace {

using described::Field, described::Form, described::Schema;
using described::repeated;

// One form and an administrator of its own who fills it in, so that what one form does (a new
// password, the end of all sessions) is nothing to the next.
class Desk {
public:
    Desk(scene::Server& server, scene::Peer& boss, described::Document const& document,
         Form const& form, int number)
        : document_(document),
          form_(form),
          asker_(server.registered("admin" + std::to_string(number))) {
        REQUIRE(boss.change_right(asker_.person, true).status() == 200);
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            things_.merge(described::ServerTests<Domain>::things(asker_));
        });
    }

    // The answer to a good body in which this field is that JSON.
    http_test::Answer ask(described::Change const& change = {}) {
        auto target = form_.path;
        if (auto const at = target.find('{'); at != target.npos)
            target.replace(at, target.find('}') - at + 1, base::to_text(server::fresh_id()));
        auto const answer = asker_.raw(
            form_.method, target,
            document_.filled(
                form_, [&](auto name, auto const& schema) { return known(name, schema); }, change));
        CHECK_MESSAGE(answer.status < 500, form_.name(), " ", change.path, ": ",
                      change.json.substr(0, 100), ": ", answer.body);
        return answer;
    }
    std::string items(Field const& list, std::uint64_t count) {
        std::string all;
        for (std::uint64_t i = 0; i < count; ++i)
            all += (i == 0 ? "" : ",") +
                   document_.item(form_, list, [&](auto name, auto const& schema) {
                       return known(name, schema);
                   });
        return "[" + all + "]";
    }

private:
    std::string known(std::string_view name, Schema const& schema) {
        described::Blank const blank{form_, name, schema, asker_, things_};
        if (name == "wait_s") return "0";
        std::string good;
        auto const ask = [&](bool own) {
            Domains::each([&]<class Domain>(std::type_identity<Domain>) {
                if (good.empty() && own == (form_.command.rfind(Domain::name, 0) == 0))
                    good = described::ServerTests<Domain>::good(blank);
            });
        };
        ask(true);
        ask(false);
        return good;
    }

    described::Document const& document_;
    Form const& form_;
    scene::Peer asker_;
    permissions::Things things_;
};

class Judge {
public:
    Judge(Desk& desk, Form const& form) : desk_(desk), form_(form) {
        auto const good = desk_.ask();
        is_done_ = done(good);
        CHECK_MESSAGE(described::rules_of("", good.body).size() == 0, form.name(), ": ", good.body);
    }

    void judge(Field const& field) {
        auto const type = described::text_in(*field.schema, "type");
        if (field.schema->HasMember("enum"))
            judge_choice(field);
        else if (type == "string")
            judge_text(field);
        else if (type == "integer")
            judge_whole(field);
        else if (type == "boolean")
            understands_none_of(field, {R"("true")", R"("")", "1", "0", "[]", "{}"});
        else if (type == "array")
            judge_list(field);
        else
            understands_none_of(field, {R"("text")", "1", "true", "[]"});
        if (!field.may_be_null) understands_none_of(field, {"null"});
        ++judged_;
    }
    int judged() const { return judged_; }

private:
    static bool done(http_test::Answer const& answer) {
        return answer.status / 100 == 2 && answer.body.find(R"("refused")") == std::string::npos;
    }
    // Of the right type, but not within the limits: understood, and refused.
    void refuses(Field const& field, std::string const& json, int status = 422) {
        auto const answer = desk_.ask({field.path, json});
        bool const is_named = !described::rules_of(field.path, answer.body).empty();
        CHECK_MESSAGE((answer.status == status && is_named), form_.name(), " ", field.path, ": ",
                      json.substr(0, 100), ": ", answer.status, " ", answer.body);
    }
    void understands_none_of(Field const& field, std::vector<std::string> const& all) {
        for (auto const& json : all) refuses(field, json, 400);
    }
    // A value within the limits of a field is what the form does its work with, if it did it with
    // the example. What names something may name nothing: a secret, an address, a path.
    void takes(Field const& field, std::string const& json) {
        auto const answer = desk_.ask({field.path, json});
        auto rules = described::rules_of(field.path, answer.body);
        bool const may_be_wrong = described::is_secret(*field.schema) ||
                                  form_.path == accounts::SignIn::path ||
                                  form_.path == accounts::SignAddress::path;
        for (auto const* rule :
             {"too-long", "too-small", "too-large", "forbidden-character", "not-text", "required"})
            CHECK_MESSAGE(std::count(rules.begin(), rules.end(), rule) == 0, form_.name(), " ",
                          field.path, ": ", json.substr(0, 100), ": ", answer.body);
        CHECK_MESSAGE((may_be_wrong || !is_done_ || done(answer)), form_.name(), " ", field.path,
                      ": ", json.substr(0, 100), ": ", answer.status, " ", answer.body);
    }

    // Of a currency the empty text is none: understood, and where there has to be one refused.
    void judge_choice(Field const& field) {
        understands_none_of(field, {R"("no such word")", R"("\u0000")", "0", "[]", "{}"});
        auto const answer = desk_.ask({field.path, R"("")"});
        CHECK_MESSAGE(((answer.status == 400 || answer.status == 422) &&
                       !described::rules_of(field.path, answer.body).empty()),
                      form_.name(), " ", field.path, ": ", answer.body);
    }
    void judge_text(Field const& field) {
        int const odd =
            described::is_free_text(*field.schema) || field.schema->HasMember("maxLength") ? 422
                                                                                           : 400;
        for (auto const* json : {R"("a\u0000b")", R"("\u0000")"}) refuses(field, json, odd);
        understands_none_of(field, {"1", "true", "[]", "{}"});
        // A byte that is no JSON at all, and half of a pair of surrogates
        for (std::string const json : {R"("a\ud83d")", R"("\ude00")"}) {
            auto const answer = desk_.ask({field.path, json});
            CHECK_MESSAGE((answer.status == 400 || answer.status == 422), form_.name(), " ",
                          field.path, ": ", json, ": ", answer.status, " ", answer.body);
        }
        auto const raw = desk_.ask({field.path, std::string("\"a\0b\"", 5)});
        CHECK_MESSAGE(raw.status == 400, form_.name(), " ", field.path, ": ", raw.body);
        if (!field.schema->HasMember("maxLength")) return refuses(field, R"("text")", 400);
        auto const longest = (*field.schema)["maxLength"].GetUint64();
        for (auto const* letter : {"Я", "😀"}) {
            if (described::is_free_text(*field.schema))
                takes(field, described::in_quotes(repeated(letter, longest)));
            refuses(field, described::in_quotes(repeated(letter, longest + 1)));
        }
    }
    void judge_whole(Field const& field) {
        auto const least = (*field.schema)["minimum"].GetInt64();
        auto const most = (*field.schema)["maximum"].GetInt64();
        takes(field, std::to_string(least));
        takes(field, std::to_string(most));
        auto const above = static_cast<std::uint64_t>(most) + 1;
        refuses(field, std::to_string(least - 1));
        bool const fits = most < std::numeric_limits<std::int64_t>::max();
        refuses(field, std::to_string(above), fits ? 422 : 400);
        understands_none_of(field, {R"("1")", "1.5", "-9223372036854775809", "18446744073709551616",
                                    "true", "1e300", "[]", "{}"});
    }
    void judge_list(Field const& field) {
        understands_none_of(field, {R"("text")", "1", "true", "{}"});
        refuses(field, desk_.items(field, (*field.schema)["maxItems"].GetUint64() + 1));
        if (field.schema->HasMember("minItems")) refuses(field, "[]");
    }

    Desk& desk_;
    Form const& form_;
    bool is_done_ = false;
    int judged_ = 0;
};

TEST_CASE("every field that is described keeps its limits and is named where it does not") {
    scene::Server server;
    auto boss = server.administrator();
    described::Document const document(boss.raw("GET", "/api/v1/openapi.json", "").body);
    REQUIRE(document.forms().size() > 30);
    int number = 0, judged = 0;
    for (auto const& form : document.forms()) {
        Desk desk(server, boss, document, form, ++number);
        Judge judge(desk, form);
        for (auto const& field : form.fields) judge.judge(field);
        judged += judge.judged();
    }
    CHECK(judged > 150);
}

// Overrides and marks of direction, an emoji of several code points, a letter with its accent, and
// what has to be escaped in JSON.
constexpr char const* odd =
    "\u202E\u05D0\u05D1\u202C \u200Fа\u200E \U0001F469\u200D\U0001F469\u200D\U0001F467 "
    "\U0001F44D\U0001F3FD \u00E9 Ёж \"\\</script>";

TEST_CASE("marks of direction, emoji and composed accents are kept byte for byte") {
    scene::Server server;
    std::string const several = std::string(odd) + "\n\t" + odd;
    auto anna = server.stranger();
    auto const signed_up = anna.ask<accounts::RegisterPerson>(
        {odd, "anna@example.org", scene::password, odd, "", false});
    REQUIRE_MESSAGE(signed_up.status() == 200, signed_up.raw.body);
    REQUIRE(signed_up.value.signed_in);
    anna.keep(*signed_up.value.signed_in);
    CHECK(anna.ask<accounts::Me>().value.person.name == odd);

    auto const accepted = world::Outcome::accepted;
    auto const name = std::string("2 ") + odd;
    REQUIRE(anna.send(accounts::EditProfile{anna.person, name, several, odd}).outcome == accepted);
    auto const me = anna.ask<accounts::Me>().value.person;
    CHECK(me.name == name);
    CHECK(me.biography == several);
    CHECK(me.location == odd);
    // Apart, it is put together; and a line is without spaces at its ends.
    REQUIRE(
        anna.send(accounts::EditProfile{anna.person, name, "a\r\nb", " e\u0301\u3000"}).outcome ==
        accepted);
    CHECK(anna.ask<accounts::Me>().value.person.location == "\u00E9");
    CHECK(anna.ask<accounts::Me>().value.person.biography == "a\nb");
    auto const found =
        anna.raw("GET", "/api/v1/people?search=" + scene::percent_encoded(odd), "").body;
    CHECK_MESSAGE(found.find("\"total\":1") != found.npos, found);
    CHECK_MESSAGE(found.find(described::in_quotes(name)) != found.npos, found);

    base::Id<messaging::Channel> const channel{server::fresh_id()};
    auto const made = anna.send(
        messaging::CreateChannel{channel, {server::fresh_id()}, anna.person, odd, several});
    REQUIRE(made.outcome == accepted);
    auto const posted = anna.send(messaging::Post{channel, {server::fresh_id()}, several});
    REQUIRE(posted.outcome == accepted);
    auto const told = scene::rows_in<messaging::Channel>(anna.news());
    REQUIRE(told.size() == 1);
    CHECK(told[0].title == odd);
    CHECK(told[0].about == several);
    auto const messages = anna.ask<messaging::ListMessages>({channel}).value.messages;
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].text == several);
}

}  // namespace
}  // namespace held_to_all_fields_test
