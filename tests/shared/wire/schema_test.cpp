#include "shared/wire/schema.hpp"
#include "shared/wire/rate.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <array>

#include "shared/news.hpp"
#include "shared/protocol.hpp"
#include "shared/tables.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/fingerprint.hpp"

namespace schema_test {
namespace {

using base::field;

// The same record in several releases.
template <int Release>
struct Note {
    static constexpr std::string_view type_name = "note";
    std::string text;
    std::int64_t count = 0;
    static constexpr auto fields() {
        constexpr auto text = field("text", &Note::text);
        constexpr auto count = field("count", &Note::count);
        if constexpr (Release == 1)
            return base::Pack{text, count};
        else if constexpr (Release == 2)
            return base::Pack{field("words", &Note::text), count};
        else if constexpr (Release == 3)
            return base::Pack{text.at_most(5), count};
        else if constexpr (Release == 4)
            return base::Pack{text.required(), count};
        else if constexpr (Release == 5)
            return base::Pack{text, count.within(0, 5)};
        else if constexpr (Release == 6)
            return base::Pack{text.line(), count};
        else if constexpr (Release == 7)
            return base::Pack{count, text};
        else if constexpr (Release == 8)
            return base::Pack{text, count.server_only()};
        else  // what only lists and tables care for changes no message
            return base::Pack{text.sortable().filterable(), count.fixed()};
    }
};
struct Longer {
    std::string text;
    std::int64_t count = 0;
    bool more = false;
    static constexpr auto fields() {
        return base::Pack{field("text", &Longer::text), field("count", &Longer::count),
                          field("more", &Longer::more)};
    }
};

// A word that must never be seen stands in every field that hides one.
struct Account {
    static constexpr std::string_view type_name = "account";
    std::string name = "anna";
    std::string password = "MARKER-secret";
    std::string note = "MARKER-server";
    std::vector<std::string> notes = {"MARKER-server"};
    static constexpr auto fields() {
        return base::Pack{field("name", &Account::name).required(),
                          field("password", &Account::password).secret(),
                          field("note", &Account::note).required().server_only(),
                          field("notes", &Account::notes).server_only()};
    }
};
struct Holder {
    std::vector<Account> list = {Account{}};
    std::optional<Account> maybe = Account{};
    std::variant<Account> one;
    static constexpr auto fields() {
        return base::Pack{field("list", &Holder::list), field("maybe", &Holder::maybe),
                          field("one", &Holder::one)};
    }
};

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

template <int In, int Out>
struct Ask {
    static constexpr auto rate = wire::unlimited;
    using Request = Note<In>;
    using Response = Note<Out>;
};

}  // namespace

TEST_CASE("the schema of a record says what its rules say") {
    CHECK(wire::schema::text_of<Note<5>>() ==
          R"({"title":"note","type":"object","properties":{)"
          R"("text":{"type":"string","maxLength":4096,"pattern":)"
          R"("^[^\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F]*$"},)"
          R"("count":{"type":"integer","minimum":0,"maximum":5}},"required":[],)"
          R"("additionalProperties":false})");
    auto const required = wire::schema::text_of<Note<4>>();
    CHECK(has(required, R"("required":["text"])"));
    CHECK(has(required, R"("allOf":[{"pattern":)"));
}

TEST_CASE("the schema of every message is JSON, and names every type that may travel") {
    auto const schema = wire::schema::text_of<news::Answer>();
    rapidjson::Document document;
    CHECK_FALSE(document.Parse(schema.c_str()).HasParseError());
    for (auto name : {"messaging.channel", "messaging.member", "messaging.message",
                      "accounts.person", "accounts.session", "snapshot", "accounts", "messaging"})
        CHECK_MESSAGE(has(schema, '"' + std::string(name) + '"'), name);
    auto const commands = wire::schema::text_of<world::CommandsRequest<messaging::Domain>>();
    CHECK_FALSE(document.Parse(commands.c_str()).HasParseError());
    CHECK(has(commands, R"("const":"messaging.post")"));
    CHECK(has(commands, R"("maxItems":100)"));
}

TEST_CASE("a fingerprint changes with everything that bytes or rules depend on") {
    auto const first = wire::fingerprint<Note<1>>();
    CHECK(first.size() == 16);
    CHECK(first.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(wire::fingerprint<Note<1>>() == first);
    std::vector<std::string> const others = {
        wire::fingerprint<Note<2>>(), wire::fingerprint<Note<3>>(),
        wire::fingerprint<Note<4>>(), wire::fingerprint<Note<5>>(),
        wire::fingerprint<Note<6>>(), wire::fingerprint<Note<7>>(),
        wire::fingerprint<Note<8>>(), wire::fingerprint<Longer>(),
        wire::fingerprint<>(),        wire::fingerprint<Note<1>, Note<1>>()};
    for (std::size_t i = 0; i < others.size(); ++i) {
        CHECK_MESSAGE(others[i] != first, i);
        for (std::size_t j = 0; j < i; ++j) CHECK_MESSAGE(others[i] != others[j], i << " " << j);
    }
    CHECK(wire::fingerprint<Note<9>>() == first);
    CHECK(wire::fingerprint<Note<1>, Longer>() != wire::fingerprint<Longer, Note<1>>());
}

TEST_CASE("one more field in what any endpoint takes or answers is another fingerprint") {
    auto const of = []<class Endpoints>(std::type_identity<Endpoints>) {
        wire::Fingerprint all;
        all.add_all_of<Endpoints>();
        return all.text();
    };
    using Before = wire::Endpoints<Ask<1, 1>, Ask<2, 3>>;
    auto const before = of(std::type_identity<Before>{});
    CHECK(of(std::type_identity<Before>{}) == before);
    CHECK(of(std::type_identity<wire::Endpoints<Ask<1, 1>, Ask<2, 4>>>{}) != before);
    CHECK(of(std::type_identity<wire::Endpoints<Ask<5, 1>, Ask<2, 3>>>{}) != before);
    CHECK(of(std::type_identity<wire::Endpoints<Ask<1, 1>>>{}) != before);
    // And so of all that there are.
    wire::Fingerprint all;
    std::size_t endpoints = 0;
    auto const add = [&]<class Endpoint>(std::type_identity<Endpoint>) {
        all.add<typename Endpoint::Request>();
        all.add<typename Endpoint::Response>();
        ++endpoints;
    };
    Domains::each_endpoint(add);
    news::Endpoints::each(add);
    tables::Endpoints::each(add);
    CHECK(endpoints > 40);
    CHECK(has(protocol::content_type(), all.text()));
}

TEST_CASE("the content type of bytes carries the fingerprint of all that travels") {
    auto const type = protocol::content_type();
    std::string const before = "application/vnd.kontor.cereal; types=";
    CHECK(type.rfind(before, 0) == 0);
    CHECK(type.size() == before.size() + 16);
}

TEST_CASE("what is the server's own leaves it in no encoding, and comes in by none") {
    Holder const holder;
    auto const json = wire::json::text(holder), bytes = wire::to_bytes(holder),
               schema = wire::schema::text_of<Holder>();
    for (auto const& text : {json, bytes, schema}) CHECK_FALSE(has(text, "MARKER-server"));
    for (auto const& text : {json, schema}) CHECK_FALSE(has(text, "\"note"));
    // A secret is sent to whom it belongs, and is not written into any description.
    CHECK(has(json, "MARKER-secret"));
    CHECK_FALSE(has(schema, "MARKER"));

    Account account;
    auto const problems =
        wire::json::parse(R"({"name":"a","password":"b","note":"forged","notes":["x"]})", account);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].rule == "unknown-field");
    CHECK(problems[1].rule == "unknown-field");
    CHECK(account.note == "MARKER-server");
    CHECK(wire::json::parse(R"({"name":"a","password":"b","note":"forged"})", account,
                            wire::json::Reading::tolerant)
              .empty());
    CHECK(account.note == "MARKER-server");
    CHECK(wire::from_bytes<Account>(wire::to_bytes(Account{"b", "c", "forged", {"forged"}})).note ==
          "MARKER-server");
}

TEST_CASE(
    "a variant takes the alternative of a name, and leaves a name alone that it does not know") {
    std::variant<Account, Note<1>> held;
    CHECK(wire::name_of_held(held) == "account");
    CHECK(wire::emplace_by_name(held, "note", [](auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Note<1>>) value.count = 5;
    }));
    CHECK(wire::name_of_held(held) == "note");
    CHECK(std::get<Note<1>>(held).count == 5);
    CHECK_FALSE(wire::emplace_by_name(held, "Note", [](auto&) { FAIL("nothing to fill"); }));
    CHECK(std::get<Note<1>>(held).count == 5);
}

}  // namespace schema_test
