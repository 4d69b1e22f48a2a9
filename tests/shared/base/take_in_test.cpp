#include "shared/base/take_in.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/accounts/api.hpp"
#include "shared/messaging/commands.hpp"
#include "shared/wire/json.hpp"

namespace base_take_in_test {
namespace {

base::Rules rules_of(base::Format format, bool secret = false) {
    base::Rules rules;
    rules.format = format;
    rules.secret = secret;
    return rules;
}

struct Line {
    std::string word;
    static constexpr auto fields() { return base::Pack{base::field("word", &Line::word).line()}; }
};
struct Everything {
    std::string text;
    std::optional<std::string> maybe;
    std::vector<Line> lines;
    base::Names names;
    static constexpr auto fields() {
        return base::Pack{
            base::field("text", &Everything::text), base::field("maybe", &Everything::maybe).line(),
            base::field("lines", &Everything::lines), base::field("names", &Everything::names)};
    }
};

TEST_CASE("every end of a line is a line feed in a text") {
    auto const text = rules_of(base::Format::text);
    CHECK(base::taken_in("a\r\nb\rc\nd", text) == "a\nb\nc\nd");
    CHECK(base::taken_in("\r\r\n\n\r", text) == "\n\n\n\n");
    CHECK(base::taken_in("a\vb\fc\u0085d\u2028e\u2029f", text) == "a\nb\nc\nd\ne\nf");
    CHECK(base::taken_in("  a\t \n ", text) == "  a\t \n ");  // what was written is kept
}

TEST_CASE("a line has no white space at its ends, and what may not be in it stays to be refused") {
    auto const line = rules_of(base::Format::line);
    CHECK(base::taken_in("  Анна \u00A0\u3000", line) == "Анна");
    CHECK(base::taken_in("\uFEFFАнна  Петрова\u2009", line) == "Анна  Петрова");
    CHECK(base::taken_in(" \u00A0 ", line) == "");
    CHECK(base::taken_in("\nАнна", line) == "\nАнна");
    CHECK(base::taken_in("Анна\t", line) == "Анна\t");
    CHECK(base::taken_in("a\rb", line) == "a\rb");
    CHECK(base::taken_in("и\u0306", line) == "й");
    CHECK(base::taken_in(" \xFF", line) == " \xFF");
}

TEST_CASE("a password is the same on every device, and nothing is taken off it") {
    auto const secret = rules_of(base::Format::text, true);
    CHECK(base::taken_in("man\u0303ana good words", secret) == "mañana good words");
    CHECK(base::taken_in("и\u0306", secret) == "й");
    CHECK(base::taken_in(" a\u00A0b\u3000c ", secret) == " a b c ");
    CHECK(base::taken_in("ﬁ Ａ", secret) == "ﬁ Ａ");  // no compatibility forms (RFC 8265, 4.2.2)
    CHECK(base::taken_in("\uFEFFa", secret) == "\uFEFFa");
}

TEST_CASE("whatever is deep inside of a value is taken in, too") {
    Everything value{"e\u0301\r", " e\u0301 ", {{" e\u0301"}, {""}}, {"и\u0306", "e\u0301"}};
    base::take_in(value);
    CHECK(value.text == "é\n");
    CHECK(value.maybe == "é");
    CHECK(value.lines[0].word == "é");
    CHECK(value.names.ru == "й");
    CHECK(value.names.en == "é");
    base::take_in(value);
    CHECK(value.text == "é\n");
}

TEST_CASE("an e-mail is taken in with its domain in ASCII, and judged by what may be kept") {
    accounts::SignIn::Request request;
    auto const read = [&](std::string const& email) {
        auto const problems = wire::json::parse(
            "{\"email\":\"" + email + "\",\"password\":\"p\",\"device\":\"d\"}", request);
        return problems.empty() ? request.email : problems[0].path + " " + problems[0].rule;
    };
    CHECK(read("anna@пример.рф") == "anna@xn--e1afmkfd.xn--p1ai");
    CHECK(read("anna@xn--e1afmkfd.xn--p1ai") == "anna@xn--e1afmkfd.xn--p1ai");
    CHECK(read("почта@пример.рф") == "/email not-a-local-part");
    CHECK(read("anna@приме\u202Eр.рф") == "/email not-an-email");
}

TEST_CASE("a command is taken in whatever it is") {
    messaging::Command command{messaging::Post{{}, {}, "И\u0306од\r\nе\u0308лка"}};
    base::take_in(command);
    CHECK(std::get<messaging::Post>(command).text == "Йод\nёлка");
}

TEST_CASE("what is too long by its marks alone is counted as it is kept") {
    accounts::SignIn::Request request;
    std::string name;
    for (int i = 0; i < 100; ++i) name += "e\u0301";
    auto const problems = wire::json::parse(
        "{\"email\":\"a@b.cd\",\"password\":\"" + name + name + "\",\"device\":\"d\"}", request);
    CHECK(problems.empty());
    CHECK(base::code_points(request.password) == 200);
}

TEST_CASE("what is being typed is judged as it will be taken in, however deep it lies") {
    struct Short {
        std::string line, mail, plain;
        base::Names names;
        std::optional<std::string> maybe;
        static constexpr auto fields() {
            return base::Pack{base::field("line", &Short::line).line().at_most(3),
                              base::field("mail", &Short::mail).email(),
                              base::field("plain", &Short::plain).at_most(3),
                              base::field("names", &Short::names).line().at_most(3),
                              base::field("maybe", &Short::maybe).line().at_most(3)};
        }
    };
    auto const wrong = [](Short const& typed) {
        base::Problems problems;
        base::check_typed(base::type_of<Short>(), &typed, base::Rules{}, "", problems);
        auto taken = typed;
        base::take_in(taken);
        CHECK(problems == base::check(taken));
        return problems.size();
    };
    CHECK(wrong({" йод ", " a@пример.рф", "и\u0306о\r\n", {"йод ", " Йод"}, " йод"}) == 0);
    CHECK(wrong({"йоды", "a", "йоды", {"йоды", "йоды"}, "йоды"}) == 6);
}

}  // namespace
}  // namespace base_take_in_test
