// Every parameter of every address that the server describes, at, below and above its limits: a
// refusal names it, and what is described as good is taken.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "server/outside.hpp"
#include "tests/server/app/described.hpp"
#include "tests/server/app/scene.hpp"

namespace held_to_all_parameters_test {
namespace {

// As problems name it: "filter[name][starts]" is /filter/name/starts.
std::string pointer_of(std::string parameter) {
    for (auto& c : parameter)
        if (c == '[') c = '/';
    parameter.erase(std::remove(parameter.begin(), parameter.end(), ']'), parameter.end());
    return "/" + parameter;
}

// One operation and who asks for it, with one of the parameters of its address changed.
class Asker {
public:
    Asker(scene::Peer& peer, described::Target const& target) : peer_(peer), target_(target) {}

    // `value` is percent-encoded already; twice: the parameter is given once more.
    http_test::Answer ask(std::string const& parameter, std::string const& value,
                          bool twice = false) {
        std::string path = target_.path, query;
        for (auto const& each : target_.parameters) {
            auto const text = each.name == parameter ? value : good(each);
            auto const placeholder = "{" + each.name + "}";
            if (each.in_path) path.replace(path.find(placeholder), placeholder.size(), text);
            if (each.in_path || each.name != parameter) continue;
            for (int i = 0; i < (twice ? 2 : 1); ++i)
                query += (query.empty() ? "?" : "&") + each.name + "=" + text;
        }
        auto const answer = peer_.raw(target_.method, path + query, "{}",
                                      "Content-Type: " + target_.body_type + "\r\n");
        CHECK_MESSAGE(answer.status < 500, target_.name(), " ", parameter, "=",
                      value.substr(0, 100), ": ", answer.body);
        CHECK_MESSAGE(answer.status != 414, target_.name(), " ", parameter, ": ", answer.body);
        return answer;
    }
    void refuses(std::string const& parameter, std::string const& value, bool twice = false) {
        auto const answer = ask(parameter, value, twice);
        bool const is_named = !described::rules_of(pointer_of(parameter), answer.body).empty();
        CHECK_MESSAGE(((answer.status == 400 || answer.status == 422) && is_named), target_.name(),
                      " ", parameter, "=", value.substr(0, 100), ": ", answer.status, " ",
                      answer.body);
    }
    void takes(std::string const& parameter, std::string const& value) {
        auto const answer = ask(parameter, value);
        for (auto const& rule : described::rules_of(pointer_of(parameter), answer.body)) {
            // No page has such an end; but its length is not too much.
            CHECK_MESSAGE((rule != "too-long" && rule != "too-small" && rule != "too-large" &&
                           rule != "not-text"),
                          target_.name(), " ", parameter, "=", value.substr(0, 100), ": ",
                          answer.body);
        }
    }

private:
    std::string good(described::Parameter const& parameter) const {
        if (parameter.name == "person") return base::to_text(peer_.person);
        if (described::is_id(*parameter.schema)) return base::to_text(server::fresh_id());
        return "64";  // of those in a path, a size
    }

    scene::Peer& peer_;
    described::Target const& target_;
};

// One value of those by which a list is narrowed or ordered, which is good as it stands.
void judge_of_list(Asker& asker, std::string const& name, described::Schema const& schema) {
    auto const answers = [&](std::string const& value) {
        auto const answer = asker.ask(name, scene::percent_encoded(value));
        CHECK_MESSAGE(answer.status == 200, name, "=", value, ": ", answer.body);
    };
    bool const is_whole = described::text_in(schema, "type") == "integer";
    auto const& example = schema["examples"][0];
    answers(is_whole ? std::to_string(example.GetInt64()) : example.GetString());
    if (schema.HasMember("enum"))
        for (auto const& word : schema["enum"].GetArray()) answers(word.GetString());
    if (schema.HasMember("maxLength")) {
        auto const longest = schema["maxLength"].GetUint64();
        asker.takes(name, described::repeated("a", longest));
        asker.refuses(name, described::repeated("a", longest + 1));
    } else {
        bool const is_decimal = described::text_in(schema, "pattern").substr(0, 8) == "^-?[0-9]";
        for (auto const* odd : {"x", "%D0%AF", "id%20"}) asker.refuses(name, odd);
        if (!is_decimal) asker.refuses(name, "1.5");
    }
}

void judge(Asker& asker, described::Parameter const& parameter) {
    auto const& schema = *parameter.schema;
    auto const& name = parameter.name;
    // No text at all: that is wrong with the address as a whole.
    for (auto const* bytes : {"%00", "a%00b", "%FF", "%C3%28", "%ED%A0%BD"}) {
        auto const answer = asker.ask(name, bytes);
        CHECK_MESSAGE(answer.status == 400, name, "=", bytes, ": ", answer.body);
        CHECK(scene::rule_in(answer.body) ==
              (parameter.in_path ? "path-encoding" : "query-malformed"));
    }
    if (!parameter.in_path) asker.refuses(name, "1", true);
    auto const type = described::text_in(schema, "type");
    if (type == "array" || name.find('[') != name.npos) {
        auto const& one = type == "array" ? schema["items"] : schema;
        bool const may_lack = one.HasMember("anyOf");
        if (may_lack) CHECK(asker.ask(name, "").status == 200);
        judge_of_list(asker, name, may_lack ? one["anyOf"][0] : one);
    } else if (type == "integer") {
        auto const least = schema["minimum"].GetInt64(), most = schema["maximum"].GetInt64();
        for (auto const fits : {least, most}) asker.takes(name, std::to_string(fits));
        for (auto const beyond : {least - 1, most + 1}) asker.refuses(name, std::to_string(beyond));
        for (auto const* odd : {"x", "1.5", "1e3", "%201", "9223372036854775808", "%D9%A1"})
            asker.refuses(name, odd);
    } else if (type == "boolean") {
        for (auto const* fits : {"true", "false"}) asker.takes(name, fits);
        for (auto const* odd : {"x", "1", "True", "%20true"}) asker.refuses(name, odd);
    } else if (described::is_id(schema)) {
        for (auto const* odd : {"x", "%D0%AF", "01234567-89AB-CDEF-0123-456789ABCDEF"})
            asker.refuses(name, odd);
        // The id of nothing says that there is none, where there need be none.
        auto const* none = "00000000-0000-0000-0000-000000000000";
        if (schema.HasMember("not"))
            asker.refuses(name, none);
        else
            asker.takes(name, none);
    } else {
        auto const longest = schema["maxLength"].GetUint64();
        for (std::string const letter : {"Я", "😀"}) {
            auto const encoded = scene::percent_encoded(letter);
            if (longest <= 1000) asker.takes(name, described::repeated(encoded, longest));
            if (longest <= 1000) asker.refuses(name, described::repeated(encoded, longest + 1));
        }
        asker.takes(name, described::repeated("a", longest));
        asker.refuses(name, described::repeated("a", longest + 1));
    }
}

TEST_CASE("every parameter that is described keeps its limits and is named where it does not") {
    scene::Server server;
    auto boss = server.administrator();
    described::Document const document(boss.raw("GET", "/api/v1/openapi.json", "").body);
    int judged = 0;
    for (auto const& target : document.targets()) {
        Asker asker(boss, target);
        for (auto const& parameter : target.parameters) {
            judge(asker, parameter);
            ++judged;
        }
    }
    CHECK(judged > 100);
}

}  // namespace
}  // namespace held_to_all_parameters_test
