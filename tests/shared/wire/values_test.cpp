// Money, quantities, days, texts in both languages and lists of records, on their way through JSON
// and bytes.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/wire/bytes.hpp"
#include "shared/wire/fingerprint.hpp"
#include "shared/wire/recall.hpp"
#include "tests/shared/goods.hpp"
#include "tests/shared/said.hpp"

namespace wire_values_test {

using samples::Goods;
using samples::Said;

namespace {

// What is wrong with the goods when one member is written so.
Said wrong_with(std::string const& name, std::string const& value) {
    samples::GoodsDice dice;
    auto goods = dice.goods();
    std::string json = "{\"id\":\"" + base::to_text(goods.id) + "\"";
    for (auto const& [field, usual] : {std::pair{"names", R"({"ru":"Торт"})"},
                                       {"price", R"({"minor":1,"currency":"RUB"})"},
                                       {"fee", R"({"minor":1,"currency":"RUB"})"},
                                       {"made", R"("2026-11-21")"}})
        if (name != field) json += std::string(",\"") + field + "\":" + usual;
    if (!value.empty()) json += ",\"" + name + "\":" + value;
    return Said(wire::json::parse(json + "}", goods));
}

template <class T>
bool is_malformed(std::string const& bytes) {
    try {
        wire::from_bytes<T>(bytes);
        return false;
    } catch (wire::Malformed const&) {
        return true;
    }
}

}  // namespace

TEST_CASE("values come back from JSON and from bytes as they went") {
    samples::GoodsDice dice;
    for (int i = 0; i < 2'000; ++i) {
        auto const goods = dice.goods();
        REQUIRE(Said(base::check(goods)) == Said{});
        Goods from_json, from_bytes, recalled;
        auto const text = wire::json::text(goods);
        REQUIRE(Said(wire::json::parse(text, from_json)) == Said{});
        REQUIRE(same(from_json, goods));
        REQUIRE(wire::json::recall(text, recalled));
        REQUIRE(same(recalled, goods));
        REQUIRE(same(wire::from_bytes<Goods>(wire::to_bytes(goods)), goods));
    }
}

TEST_CASE("values have the form in JSON that everybody else can write") {
    CHECK(wire::json::text(base::Money{123'450, base::Currency::of("RUB")}) ==
          R"({"minor":123450,"currency":"RUB"})");
    CHECK(wire::json::text(base::Quantity{1'250}) == R"({"thousandths":1250})");
    CHECK(wire::json::text(base::Names{"Торт", "Cake"}) == R"({"ru":"Торт","en":"Cake"})");
    CHECK(wire::json::text(*base::day_from_civil(2026, 11, 21)) == R"("2026-11-21")");
    CHECK(wire::json::text(base::Currency::of("JPY")) == R"("JPY")");
}

TEST_CASE("everything that is wrong with values is said at once, with its path") {
    CHECK(wrong_with("shown", "true") == Said{});
    CHECK(wrong_with("price", "") == Said{"/price required"});
    CHECK(wrong_with("price", "null") == Said{"/price not-an-object"});
    CHECK(wrong_with("price", "{}") == Said{"/price/currency required", "/price/minor required"});
    CHECK(wrong_with("price", R"({"minor":0.5,"currency":"Rub","cents":1})") ==
          Said{"/price/cents unknown-field", "/price/currency unknown-currency",
               "/price/minor not-a-whole-number"});
    CHECK(wrong_with("price", R"({"minor":9007199254740992,"currency":"RUB"})") ==
          Said{"/price/minor too-large"});
    CHECK(wrong_with("fee", R"({"minor":-1,"currency":"USD"})") ==
          Said{"/fee/currency other-currency", "/fee/minor too-small"});
    CHECK(wrong_with("amount", R"({"thousandths":-1})") == Said{"/amount/thousandths too-small"});
    CHECK(wrong_with("amount", "{}") == Said{"/amount/thousandths required"});
    CHECK(wrong_with("made", R"("0000-00-00")") == Said{"/made not-a-day"});
    CHECK(wrong_with("until", R"("2023-02-29")") == Said{"/until not-a-day"});
    CHECK(wrong_with("names", R"({"ru":" ","en":""})") == Said{"/names required"});
    CHECK(wrong_with("names", R"({"ru":"a\nb","en":"123456789012345678901"})") ==
          Said{"/names/en too-long", "/names/ru forbidden-character"});
    CHECK(wrong_with("parts", R"([{"title":{"ru":"a"}},{"title":{},"amount":{"thousandths":-5},
          "price":{"minor":1,"currency":"XYZ"},"until":"x","stage":"y"},5])") ==
          Said{"/parts/1/amount/thousandths too-small", "/parts/1/price/currency unknown-currency",
               "/parts/1/stage unknown-value", "/parts/1/title required",
               "/parts/1/until not-a-day", "/parts/2 not-an-object"});
    std::string many = "[";
    for (int i = 0; i < 50'000; ++i)
        many += (i == 0 ? "" : ",") + std::string(R"({"title":{"ru":"a"}})");
    CHECK(wrong_with("parts", many + "]") == Said{"/parts too-many"});
}

TEST_CASE("what was kept is read also when its currency is on no list any more") {
    Goods goods;
    CHECK(wire::json::recall(R"({"price":{"minor":5,"currency":"HRK"}})", goods));
    CHECK(goods.price.currency.code() == "HRK");
    CHECK_FALSE(wire::json::recall(R"({"price":{"minor":5,"currency":"kuna"}})", goods));
}

TEST_CASE("hostile bytes make no value that is none, and no more memory than their size") {
    samples::GoodsDice dice;
    std::mt19937_64 random(3);
    int malformed = 0, judged = 0;
    for (int i = 0; i < 3'000; ++i) {
        auto bytes = wire::to_bytes(dice.goods());
        for (int change = 0; change < 3; ++change)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (random() % 4 == 0) bytes.resize(random() % bytes.size());
        try {
            auto const goods = wire::from_bytes<Goods>(bytes);
            judged += !base::check(goods).empty();
            REQUIRE(goods.parts.size() <= 3);
            REQUIRE_FALSE(wire::json::text(goods).empty());
        } catch (wire::Malformed const&) {
            ++malformed;
        }
    }
    CHECK(malformed > 100);
    CHECK(judged > 100);
    CHECK(is_malformed<samples::Part>(std::string(200, '\xff')));
    Goods late;
    late.made.days = std::numeric_limits<std::int32_t>::max();
    late.price.currency = base::Currency::of("RUB");
    late.names.ru = "a";
    late.id.value = {1, 1};
    CHECK(Said(base::check(wire::from_bytes<Goods>(wire::to_bytes(late)))) ==
          Said{"/made not-a-day"});
}

TEST_CASE("another currency, limit or list makes another fingerprint") {
    struct Rub {
        base::Money price;
        static constexpr auto fields() {
            return base::Pack{
                base::field("price", &Rub::price).currency(base::Currency::of("RUB"))};
        }
    };
    struct Usd {
        base::Money price;
        static constexpr auto fields() {
            return base::Pack{
                base::field("price", &Usd::price).currency(base::Currency::of("USD"))};
        }
    };
    struct Small {
        base::Money price;
        static constexpr auto fields() {
            return base::Pack{base::field("price", &Small::price).within(0, 5)};
        }
    };
    CHECK(wire::fingerprint<Rub>() != wire::fingerprint<Usd>());
    CHECK(wire::fingerprint<Small>() != wire::fingerprint<Usd>());
}

}  // namespace wire_values_test
