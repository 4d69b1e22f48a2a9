// Filters as people type and read them, by the kind of a field.
#include "web-client/tables/filter_of.hpp"

#include <doctest/doctest.h>

#include <array>

#include "shared/base/money.hpp"
#include "shared/base/names.hpp"
#include "shared/base/quantity.hpp"
#include "web-client/tables/table_info.hpp"

namespace filter_of_test {
namespace {

using base::field;
using words::Language;

enum class Mood : std::uint8_t { sunny, cloudy };
constexpr std::array<std::string_view, 2> names_of(Mood) { return {"sunny", "cloudy"}; }

struct Thing {
    base::Id<Thing> id;
    std::string title;
    std::string note;
    base::Money price;
    std::optional<base::Money> paid;
    base::Quantity amount;
    base::Names label;
    std::optional<base::Day> due;
    base::Instant made;
    std::int64_t size = 0;
    base::Currency currency;
    std::optional<base::Id<Thing>> part_of;
    std::string password;
    static constexpr auto fields() {
        return base::Pack{field("id", &Thing::id).required(),
                          field("title", &Thing::title).required().line().at_most(50),
                          field("note", &Thing::note).at_most(50),
                          field("price", &Thing::price),
                          field("paid", &Thing::paid).currency(base::Currency::of("RUB")),
                          field("amount", &Thing::amount),
                          field("label", &Thing::label).line().at_most(50),
                          field("due", &Thing::due),
                          field("made", &Thing::made),
                          field("size", &Thing::size),
                          field("currency", &Thing::currency),
                          field("part_of", &Thing::part_of).refers_to("trial.thing"),
                          field("password", &Thing::password).secret()};
    }
};

base::FieldInfo const& of(std::string_view name) {
    return *tables::field_named(base::type_of<Thing>(), name);
}

struct Reader {
    words::Words words;
    words::Zone zone;
    // "value", or "!rule".
    std::string types(std::string_view name, std::string const& comparison,
                      std::string const& text) const {
        auto const typed = tables::filter_typed(words, zone, of(name), comparison, text);
        if (!typed.problem.rule.empty()) {
            CHECK(typed.problem.path == "/value");
            return "!" + typed.problem.rule;
        }
        CHECK(typed.filter.field == name);
        CHECK(typed.filter.comparison == comparison);
        return typed.filter.value;
    }
    std::string reads(tables::Filter const& filter) const {
        return tables::filter_in_words(words, zone, "trial.thing", base::type_of<Thing>(), filter,
                                       [](base::Id128) { return std::string("Bolt"); });
    }
};
Reader const english{words::Words(Language::english), {}};
Reader const russian{words::Words(Language::russian),
                     words::Zone([](std::int64_t) { return 3 * 3600; })};

}  // namespace

TEST_CASE("amounts are typed as people write them, and asked for as programs do") {
    CHECK(russian.types("price", "at_least", "1 234,50 ₽") == "1234.50 RUB");
    CHECK(english.types("price", "at_most", "RUB 1,234.5") == "1234.50 RUB");
    CHECK(english.types("price", "", "100") == "!currency-missing");
    CHECK(english.types("price", "", "$5") == "!ambiguous-currency");
    CHECK(english.types("paid", "", "100") == "100.00 RUB");
    CHECK(english.types("paid", "", "100 USD") == "!other-currency");
    CHECK(english.types("paid", "", "") == "!not-a-decimal");
    CHECK(russian.types("amount", "at_least", "1,25") == "1.250");
    CHECK(english.types("amount", "at_least", "1.2345") == "!too-fine");
    CHECK(english.types("size", "", "x") == "!not-a-whole-number");
    CHECK(english.types("size", "", "-12") == "-12");
    CHECK(english.types("currency", "", "usd") == "USD");
    CHECK(english.types("currency", "", "XYZ") == "!unknown-currency");
}

TEST_CASE("an instant is asked for by its day in the reader's zone, a text with commas as one") {
    CHECK(english.types("made", "at_least", "2026-03-14") == "2026-03-14T00:00:00.000000Z");
    CHECK(english.types("made", "at_most", "2026-03-14") == "2026-03-14T23:59:59.999999Z");
    CHECK(russian.types("made", "at_least", "14.03.2026") == "2026-03-13T21:00:00.000000Z");
    CHECK(russian.types("made", "at_most", "14.03.2026") == "2026-03-14T20:59:59.999999Z");
    CHECK(russian.types("made", "at_most", "31.12.9999") == "9999-12-31T20:59:59.999999Z");
    CHECK(english.types("made", "at_most", "9999-12-31") == "9999-12-31T23:59:59.999999Z");
    CHECK(russian.types("due", "", "14.03.2026") == "2026-03-14");
    CHECK(english.types("title", "", "a,b\\c") == "a\\,b\\\\c");
    CHECK(english.types("title", "starts", "a,b") == "a,b");
    CHECK(english.types("label", "", "a,b") == "a\\,b");
}

TEST_CASE("a filter says in words what it is") {
    CHECK(english.reads({"price", "at_least", "1234.50 RUB"}) ==
          "field.price from RUB\u00A01,234.50");
    CHECK(russian.reads({"price", "at_most", "1234.50 RUB"}) ==
          "field.price до 1\u00A0234,50\u00A0₽");
    CHECK(english.reads({"paid", "", "100"}) == "field.paid: RUB\u00A0100.00");
    CHECK(russian.reads({"amount", "", "1.250"}) == "field.amount: 1,25");
    CHECK(russian.reads({"made", "at_most", "2026-03-14T20:59:59.999999Z"}) ==
          "Создан до 14 марта 2026");
    CHECK(english.reads({"note", "empty", "true"}) == "field.note is empty");
    CHECK(english.reads({"note", "empty", "false"}) == "field.note is not empty");
    CHECK(english.reads({"title", "", "a\\,b\\\\c"}) == "Title: a,b\\c");
    CHECK(english.reads({"title", "", "a,b"}) == "Title: a,b");
    CHECK(english.reads({"part_of", "", base::to_text(base::Id128{1, 2})}) ==
          "field.part_of: Bolt");
    // Whatever somebody writes into the address.
    CHECK(english.reads({"price", "", "x"}) == "field.price: x");
    CHECK(english.reads({"nothing", "at_least", "5"}) == "field.nothing from 5");
}

TEST_CASE("what may be empty can be asked for so, and what is hidden not at all") {
    for (std::string const name : {"note", "paid", "label", "due", "currency", "part_of"})
        CHECK_MESSAGE(tables::may_be_empty(of(name)), name);
    for (std::string const name : {"title", "price", "amount", "made", "size"})
        CHECK_FALSE_MESSAGE(tables::may_be_empty(of(name)), name);
    CHECK(tables::filter_by_presence(of("note"), false) == tables::Filter{"note", "empty", "true"});
    CHECK(tables::filter_by_presence(of("note"), true) == tables::Filter{"note", "empty", "false"});
    CHECK_FALSE(tables::can_filter(of("password")));
    CHECK_FALSE(tables::can_filter(of("id")));
    CHECK(tables::can_filter(of("price")));
    CHECK(tables::can_filter(of("label")));
}

}  // namespace filter_of_test
