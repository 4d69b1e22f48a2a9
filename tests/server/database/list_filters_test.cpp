// Filters by values of more columns, and by whether there is anything in a field, against what C++
// picks from the same rows.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "shared/base/money_text.hpp"
#include "shared/base/unicode.hpp"
#include "tests/server/database/list_stage.hpp"

namespace list_filters_test {

using namespace lists;

namespace {

struct Wanted {
    std::string key, value;
    std::function<bool(Thing const&)> picks;
};

// ---- what is right, said of one row

bool compares(std::string const& comparison, std::int64_t is, std::int64_t wanted) {
    if (comparison == "[at_least]") return is >= wanted;
    if (comparison == "[at_most]") return is <= wanted;
    return is == wanted;
}
bool begins(std::string const& text, std::string const& part) {
    return base::folded(text).rfind(base::folded(part), 0) == 0;
}
bool is_nothing(base::Names const& names) { return names.ru.empty() && names.en.empty(); }

std::string any_comparison(Dice& dice) {
    return dice.any(std::vector<std::string>{"", "[at_least]", "[at_most]"});
}

Wanted any_price(Dice& dice) {
    auto const comparison = any_comparison(dice);
    base::Money const money{static_cast<std::int64_t>(dice.roll(9)) * 50 - 200,
                            dice.roll(2) ? roubles : yen};
    return {"filter[price]" + comparison,
            base::amount_text(money) + " " + std::string(money.currency.code()),
            [=](Thing const& t) {
                return t.price && t.price->currency == money.currency &&
                       compares(comparison, t.price->minor, money.minor);
            }};
}
Wanted any_paid(Dice& dice) {
    auto const comparison = any_comparison(dice);
    base::Money const money{static_cast<std::int64_t>(dice.roll(9)) * 50 - 200, roubles};
    return {"filter[paid]" + comparison, base::amount_text(money) + (dice.roll(2) ? "" : " RUB"),
            [=](Thing const& t) { return compares(comparison, t.paid.minor, money.minor); }};
}
Wanted any_amount(Dice& dice) {
    auto const comparison = any_comparison(dice);
    auto const wanted = static_cast<std::int64_t>(dice.roll(9)) * 250 - 1'000;
    return {"filter[amount]" + comparison, base::decimal_text(wanted, base::Quantity::decimals),
            [=](Thing const& t) {
                return t.amount && compares(comparison, t.amount->thousandths, wanted);
            }};
}

std::string escaped(std::string const& text) {
    std::string out;
    for (char const c : text) {
        if (c == ',' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}
Wanted any_title(Dice& dice) {
    auto const one = dice.any(first_names), other = dice.any(first_names);
    if (dice.roll(2))
        return {"filter[title][starts]", one,
                [=](Thing const& t) { return begins(t.title.ru, one) || begins(t.title.en, one); }};
    auto const is = [=](std::string const& name) { return name == one || name == other; };
    bool const or_nothing = dice.roll(2) == 0;
    return {"filter[title]", escaped(one) + "," + escaped(other) + (or_nothing ? "," : ""),
            [=](Thing const& t) {
                return is(t.title.ru) || is(t.title.en) || (or_nothing && is_nothing(t.title));
            }};
}
Wanted any_other(Dice& dice) {
    auto const one = dice.any(first_names);
    bool const or_nothing = dice.roll(2) == 0;
    return {"filter[other]", escaped(one) + (or_nothing ? "," : ""), [=](Thing const& t) {
                if (!t.other || is_nothing(*t.other)) return or_nothing;
                return t.other->ru == one || t.other->en == one;
            }};
}

Wanted any_empty(Dice& dice) {
    struct Field {
        char const* name;
        bool (*is_empty)(Thing const&);
    };
    static constexpr Field fields[] = {
        {"note", [](Thing const& t) { return !t.note || t.note->empty(); }},
        {"size", [](Thing const& t) { return !t.size; }},
        {"seen", [](Thing const& t) { return !t.seen; }},
        {"part_of", [](Thing const& t) { return !t.part_of || t.part_of->value.is_none(); }},
        {"price", [](Thing const& t) { return !t.price; }},
        {"price_currency", [](Thing const& t) { return !t.price; }},
        {"amount", [](Thing const& t) { return !t.amount; }},
        {"title", [](Thing const& t) { return is_nothing(t.title); }},
        {"title_en", [](Thing const& t) { return t.title.en.empty(); }},
        {"other", [](Thing const& t) { return !t.other || is_nothing(*t.other); }},
        {"owner", [](Thing const& t) { return t.owner.is_none(); }}};
    auto const& field = fields[dice.roll(std::size(fields))];
    bool const wanted = dice.roll(2) == 0;
    return {"filter[" + std::string(field.name) + "][empty]", wanted ? "true" : "false",
            [is_empty = field.is_empty, wanted](Thing const& t) { return is_empty(t) == wanted; }};
}

std::vector<std::string> sorted_ids(std::vector<Thing> const& things) {
    std::vector<std::string> ids;
    for (auto const& thing : things) ids.push_back(base::to_text(thing.id));
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace

TEST_CASE("filters by amounts, names in both languages and what is empty find what C++ picks") {
    Stage stage;
    stage.fill_things(150);
    auto const all = database::select<Thing>(*stage.transaction, "order by r.id");
    std::vector<Wanted (*)(Dice&)> const makers = {&any_price, &any_paid,  &any_amount,
                                                   &any_title, &any_other, &any_empty};
    std::size_t found_some = 0;
    for (int round = 0; round < 400; ++round) {
        QueryPairs pairs{{"limit", "200"}};
        auto left = all;
        std::string said;
        for (auto count = 1 + stage.dice.roll(3); count > 0; --count) {
            auto const wanted = stage.dice.any(makers)(stage.dice);
            if (std::any_of(pairs.begin(), pairs.end(),
                            [&](auto const& pair) { return pair.first == wanted.key; }))
                continue;
            pairs.emplace_back(wanted.key, wanted.value);
            said += wanted.key + "=" + wanted.value + " ";
            std::erase_if(left, [&](Thing const& thing) { return !wanted.picks(thing); });
        }
        CAPTURE(said);
        auto const parsed = database::parse<Thing>(pairs);
        REQUIRE(Said(parsed.problems) == Said{});
        auto const page = database::page<Thing>(*stage.transaction, parsed.query);
        CHECK(sorted_ids(page.rows) == sorted_ids(left));
        CHECK(page.total == static_cast<std::int64_t>(left.size()));
        found_some += left.empty() || left.size() == all.size() ? 0 : 1;
    }
    CHECK(found_some > 200);
}

TEST_CASE("what is no amount, no decimal or cannot be empty is said by name") {
    auto const wrong = [](std::string const& key, std::string const& value) {
        return Said(database::parse<Thing>({{key, value}}).problems);
    };
    for (auto const* bad : {"100", "100 rub", "100 R", "x RUB", "1,5 RUB", "1.005 RUB", " 1 RUB",
                            "1  RUB", "1 RUB ", "1 RUB RUB", "1e3 RUB", "9999999999999999 RUB"})
        CHECK_MESSAGE(
            wrong("filter[price][at_least]", bad) == Said{"/filter/price/at_least not-an-amount"},
            bad);
    CHECK(wrong("filter[price]", "1.5 JPY") == Said{"/filter/price not-an-amount"});
    CHECK(wrong("filter[price]", "1.50 RUB,") == Said{});  // or nothing at all
    CHECK(wrong("filter[paid]", "1.50") == Said{});
    CHECK(wrong("filter[paid]", "1.50,2 USD") == Said{});
    CHECK(wrong("filter[paid]", "") == Said{"/filter/paid not-an-amount"});
    for (auto const* bad : {"x", "1.2345", "+1", "1."})
        CHECK_MESSAGE(wrong("filter[amount]", bad) == Said{"/filter/amount not-a-decimal"}, bad);
    CHECK(wrong("filter[price][starts]", "1") == Said{"/filter/price unknown-comparison"});
    CHECK(wrong("filter[title][at_least]", "x") == Said{"/filter/title unknown-comparison"});
    CHECK(wrong("filter[note][empty]", "yes") == Said{"/filter/note/empty not-a-boolean"});
    CHECK(wrong("filter[note][empty]", "") == Said{"/filter/note/empty not-a-boolean"});
    for (std::string const always : {"due", "done", "mood", "weight", "paid"})
        CHECK(wrong("filter[" + always + "][empty]", "true") ==
              Said{"/filter/" + always + " unknown-comparison"});
    CHECK(wrong("filter[password][empty]", "true") == Said{"/filter/password not-filterable"});
    // They are no columns to sort by.
    CHECK(wrong("sort", "price") == Said{"/sort not-sortable"});
    CHECK(wrong("sort", "amount") == Said{"/sort not-sortable"});
}

}  // namespace list_filters_test
