// A row that files bring, for tests alone: with keys, and names of other rows and of its own kind.
#pragma once

#include <map>
#include <memory>

#include "shared/base/unicode.hpp"
#include "shared/imports/check.hpp"
#include "shared/wire/bytes.hpp"
#include "tests/shared/imports/told.hpp"

namespace samples {

enum class State : std::uint8_t { draft, sold };
constexpr std::array<std::string_view, 2> names_of(State) { return {"draft", "sold"}; }

struct Item {
    static constexpr std::string_view type_name = "trial.item";
    base::Id<Item> id;
    std::string code;
    std::string title;
    std::optional<base::Id<Item>> parent;
    base::Id128 owner;
    State state = State::draft;
    base::Money price;
    base::Quantity amount;
    base::Day made;
    bool shown = false;
    std::int32_t count = 0;
    std::optional<std::string> note;
    base::Names names;
    std::int64_t counted = 0;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("id", &Item::id).required().fixed(),
                          field("code", &Item::code).required().line().at_most(20).unique(),
                          field("title", &Item::title).required().line().at_most(40),
                          field("parent", &Item::parent).refers_to("trial.item"),
                          field("owner", &Item::owner).required().refers_to("trial.person"),
                          field("state", &Item::state),
                          field("price", &Item::price).within(0, 100'000'000),
                          field("amount", &Item::amount).within(0, 1'000'000'000),
                          field("made", &Item::made),
                          field("shown", &Item::shown),
                          field("count", &Item::count).within(0, 100'000),
                          field("note", &Item::note).at_most(40),
                          field("names", &Item::names).line().at_most(40),
                          field("counted", &Item::counted).kept("kept-counted")};
    }
};

// In words, as a client has them.
inline std::vector<std::string> names_in_words(base::FieldInfo const& field) {
    static std::map<std::string_view, std::vector<std::string>> const words{
        {"code", {"Артикул", "Article"}},
        {"title", {"Название", "Title"}},
        {"parent", {"Часть чего", "Part of"}},
        {"owner", {"Владелец", "Owner"}},
        {"state", {"Состояние", "State"}},
        {"price", {"Цена", "Price"}},
        {"amount", {"Сколько", "Amount"}},
        {"made", {"Сделано", "Made on"}},
        {"shown", {"Видно", "Shown"}},
        {"count", {"Штук", "Pieces"}},
        {"note", {"Заметка", "Note"}},
        {"names", {"Имя", "Called"}},
        {"id", {"Чьё", "Of whom"}},
        {"counted", {"Видно", "Counted"}}};
    auto const at = words.find(field.name);
    return at == words.end() ? std::vector<std::string>() : at->second;
}

// A file against what is there, in one go; and the rows that came of it.
struct Checked {
    std::vector<Item> there{};
    std::map<std::string, std::vector<base::Id128>> people{};
    std::uint64_t last_id = 100;
    imports::Mapping mapping{};
    imports::Sheet sheet{};
    std::vector<Item> scratch{};
    std::unique_ptr<imports::Check> check{};

    void open(std::string text) {
        sheet = imports::read_sheet(std::move(text));
        mapping = imports::map_columns(sheet, base::type_of<Item>(), names_in_words);
    }
    imports::Lookups lookups() {
        imports::Lookups all;
        all.refer = [this](std::string_view table, std::string_view name) {
            using How = imports::Referred::How;
            auto const at = people.find(std::string(name));
            if (table != "trial.person" || at == people.end()) return imports::Referred{};
            bool const one = at->second.size() == 1;
            return imports::Referred{one ? How::one : How::several, at->second[0]};
        };
        all.existing = [this](base::FieldInfo const& key, std::string_view value) -> void const* {
            for (auto const& item : there)
                if (key.name == "id" ? base::to_text(item.id) == value
                                     : base::lower(item.code) == value)
                    return &item;
            return nullptr;
        };
        all.new_id = [this](std::size_t) { return base::Id128{7, ++last_id}; };
        all.option_words = [](std::string_view option) {
            return option == "sold" ? std::vector<std::string>{"продано", "Sold out"}
                                    : std::vector<std::string>{"черновик", "Draft"};
        };
        return all;
    }
    void run(std::size_t at_once = 1'000) {
        check = std::make_unique<imports::Check>(sheet, mapping, base::type_of<std::vector<Item>>(),
                                                 &scratch, lookups());
        while (!check->done()) check->step(at_once);
    }
    void take(std::string text) {
        open(std::move(text));
        run();
    }
    Item row(std::size_t i) const { return wire::from_bytes<Item>(check->bytes(i)); }
};

}  // namespace samples
