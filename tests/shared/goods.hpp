// A row with a field of every kind of value, for tests alone: what is sold, and of what it is made.
#pragma once

#include <array>
#include <random>

#include "shared/base/fields.hpp"

namespace samples {

enum class Stage : std::uint8_t { bake, finish };
constexpr std::array<std::string_view, 2> names_of(Stage) { return {"bake", "finish"}; }

struct Part {
    base::Names title;
    base::Quantity amount;
    std::optional<base::Money> price;
    Stage stage = Stage::bake;
    std::optional<base::Day> until;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("title", &Part::title).required().line().at_most(20),
                          field("amount", &Part::amount).within(0, 1'000'000),
                          field("price", &Part::price), field("stage", &Part::stage),
                          field("until", &Part::until)};
    }
    friend bool operator==(Part const& a, Part const& b) {
        return a.title == b.title && a.amount == b.amount && a.price == b.price &&
               a.stage == b.stage && a.until == b.until;
    }
};

struct Goods {
    static constexpr std::string_view type_name = "trial.goods";
    base::Id<Goods> id;
    base::Names names;
    std::optional<base::Names> about;
    base::Money price;
    base::Money fee{0, base::Currency::of("RUB")};
    std::optional<base::Money> deposit;
    base::Quantity amount;
    std::optional<base::Quantity> least;
    base::Day made;
    std::optional<base::Day> until;
    base::Currency currency;
    Stage stage = Stage::bake;
    std::optional<Stage> next;
    std::optional<bool> hot;
    std::optional<std::string> note;
    std::optional<std::int32_t> shelf;
    bool shown = false;
    std::vector<Part> parts;
    std::string recipe;
    static constexpr auto fields() {
        using base::Currency;
        using base::field;
        return base::Pack{
            field("id", &Goods::id).required().fixed(),
            field("names", &Goods::names).required().line().at_most(20).sortable().filterable(),
            field("about", &Goods::about).at_most(200),
            field("price", &Goods::price).sortable().filterable(),
            field("fee", &Goods::fee).currency(Currency::of("RUB")).within(0, 100'000),
            field("deposit", &Goods::deposit).sortable().filterable(),
            field("amount", &Goods::amount).within(0, 1'000'000).sortable().filterable(),
            field("least", &Goods::least),
            field("made", &Goods::made).fixed(),
            field("until", &Goods::until).sortable().filterable(),
            field("currency", &Goods::currency).filterable().sortable(),
            field("stage", &Goods::stage),
            field("next", &Goods::next),
            field("hot", &Goods::hot),
            field("note", &Goods::note).at_most(40),
            field("shelf", &Goods::shelf).within(0, 60),
            field("shown", &Goods::shown),
            field("parts", &Goods::parts).at_most(3),
            field("recipe", &Goods::recipe).server_only().at_most(40)};
    }
};

template <class Row>
bool same(Row const& a, Row const& b) {
    bool all = true;
    base::each_field<Row>([&](auto const& f) { all = all && a.*f.member == b.*f.member; });
    return all;
}

// Rows at random that keep their rules; the server's own field is left empty, since it travels
// nowhere.
struct GoodsDice {
    std::mt19937_64 random{20'261'127};

    std::size_t roll(std::size_t sides) { return random() % sides; }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least +
               static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most - least + 1));
    }
    std::string text() {
        constexpr std::array<char const*, 12> texts{"Торт",       "=1+1",     "'=1",  "a,b;c",
                                                    "\"quoted\"", "+7 999",   "-5",   "@home",
                                                    "Ёж 😀",       "''＝wide", "null", "Cake"};
        return texts[roll(texts.size())];
    }
    base::Currency currency() {
        constexpr std::array<char const*, 6> codes{"RUB", "USD", "JPY", "KWD", "CLF", "EUR"};
        return *base::Currency::from(codes[roll(codes.size())]);
    }
    base::Money money() { return {between(-base::most_exact, base::most_exact), currency()}; }
    base::Day day() {
        return {static_cast<std::int32_t>(between(base::earliest_day.days, base::latest_day.days))};
    }
    base::Names names() {
        auto const which = roll(3);
        return {which == 0 ? "" : text(), which == 1 ? "" : text()};
    }
    Part part() {
        Part part;
        part.title = names();
        part.amount.thousandths = between(0, 1'000'000);
        if (roll(2)) part.price = money();
        part.stage = static_cast<Stage>(roll(2));
        if (roll(2)) part.until = day();
        return part;
    }
    Goods goods() {
        Goods row;
        row.id.value = {random(), random() | 1};
        row.names = names();
        if (roll(2)) row.about = base::Names{roll(2) ? "две\nстроки" : "", roll(2) ? text() : ""};
        row.price = money();
        row.fee.minor = between(0, 100'000);
        if (roll(2)) row.deposit = money();
        row.amount.thousandths = between(0, 1'000'000);
        if (roll(2)) row.least = base::Quantity{between(-base::most_exact, base::most_exact)};
        row.made = day();
        if (roll(2)) row.until = day();
        if (roll(2)) row.currency = currency();
        row.stage = static_cast<Stage>(roll(2));
        if (roll(2)) row.next = static_cast<Stage>(roll(2));
        if (roll(2)) row.hot = roll(2) == 0;
        if (roll(2)) row.note = roll(2) ? text() : "";
        if (roll(2)) row.shelf = static_cast<std::int32_t>(roll(61));
        row.shown = roll(2) == 0;
        for (auto count = roll(4); count > 0; --count) row.parts.push_back(part());
        return row;
    }
};

}  // namespace samples
