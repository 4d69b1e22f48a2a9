// Values of every kind of field with the verdict that all judges must reach: native C++, the same
// as wasm, JSON Schema (schema.mjs) and the checks of SQL. values.json holds for each kind of row a
// valid one, and for its fields what is accepted and what is refused in that place. What is
// "refused_as_kept" may be sent by its JSON Schema, and is refused for what becomes of it.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "shared/domains.hpp"
#include "shared/wire/json_parts.hpp"
#include "tests/support/tests_folder.hpp"

namespace corpus {

enum class Finish : std::uint8_t { raw, polished };
constexpr std::array<std::string_view, 2> names_of(Finish) { return {"raw", "polished"}; }

// An item of a list, which stands in a column of its row.
struct Line {
    base::Names title;
    base::Quantity amount;
    std::optional<base::Money> price;
    Finish finish = Finish::raw;
    std::optional<base::Day> due;
    std::string note;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("title", &Line::title).required().line().at_most(5),
                          field("amount", &Line::amount).within(0, 1'000'000),
                          field("price", &Line::price).within(0, 100),
                          field("finish", &Line::finish),
                          field("due", &Line::due),
                          field("note", &Line::note).at_most(5)};
    }
};

// What no row of the domains has yet.
struct Sample {
    static constexpr std::string_view type_name = "corpus.sample";
    base::Id<Sample> id;
    std::string word;
    std::string notes;
    std::string email;
    std::optional<std::string> nick;
    std::optional<std::int64_t> maybe;
    std::optional<base::Id<Sample>> next;
    std::optional<base::Instant> seen;
    std::int32_t middle = 0;
    std::uint8_t small = 0;
    std::int64_t big = 0;
    bool on = false;
    Finish finish = Finish::raw;
    base::Day due;
    std::optional<base::Day> ends;
    base::Currency currency;
    base::Money price;
    base::Money fee;
    std::optional<base::Money> deposit;
    base::Quantity amount;
    std::optional<base::Quantity> least;
    base::Names names;
    std::optional<base::Names> about;
    std::vector<Line> lines;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{
            field("id", &Sample::id).required(),
            field("word", &Sample::word).required().at_most(5),
            field("notes", &Sample::notes).at_most(5),
            field("email", &Sample::email).email(),
            field("nick", &Sample::nick).line().at_most(3),
            field("maybe", &Sample::maybe).within(0, 10),
            field("next", &Sample::next),
            field("seen", &Sample::seen),
            field("middle", &Sample::middle),
            field("small", &Sample::small),
            field("big", &Sample::big).within(-9'007'199'254'740'991, 9'007'199'254'740'991),
            field("on", &Sample::on),
            field("finish", &Sample::finish),
            field("due", &Sample::due),
            field("ends", &Sample::ends),
            field("currency", &Sample::currency),
            field("price", &Sample::price),
            field("fee", &Sample::fee).currency(base::Currency::of("RUB")).within(-5, 1'000),
            field("deposit", &Sample::deposit),
            field("amount", &Sample::amount),
            field("least", &Sample::least).within(1, 1'000),
            field("names", &Sample::names).required().line().at_most(5),
            field("about", &Sample::about).at_most(5),
            field("lines", &Sample::lines).required().at_most(3)};
    }
};

// Calls `f` with an empty row of each type.
template <class F>
void each_row(F&& f) {
    Domains::each_row([&]<class Row>(std::type_identity<Row>) { f(Row()); });
    f(Sample());
}

struct Case {
    std::string name;  // "accounts.person name = \"\""
    std::string row;   // its type
    std::string json;  // the whole row
    bool accepted = false;
    bool within = false;  // refused for what stands in an item of a list, where SQL does not look
};

// Those of the product, and those that an overlay adds.
inline std::vector<std::string> files() {
    std::vector<std::string> all{support::tests_folder() + "/corpus/values.json"};
    if (auto const over = support::overlay_folder(); !over.empty())
        all.push_back(over + "/tests/corpus/values.json");
    return all;
}
inline std::string read_file(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

namespace detail {

inline std::string text_of(rapidjson::Value const& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
    value.Accept(out);
    return buffer.GetString();
}
// {"repeat": "ё", "times": 100, "then": "!"} is a long text, {"json": "1.0"} is the number so
// written; other objects are themselves.
inline std::string written(rapidjson::Value const& value) {
    if (!value.IsObject()) return text_of(value);
    if (value.HasMember("json")) return value["json"].GetString();
    if (!value.HasMember("repeat")) return text_of(value);
    std::string text;
    for (int i = 0; i < value["times"].GetInt(); ++i) text += value["repeat"].GetString();
    return wire::json::text(text + (value.HasMember("then") ? value["then"].GetString() : ""));
}
inline std::string with(rapidjson::Value const& row, std::string const& field,
                        std::string const& value) {
    std::string json = "{";
    for (auto const& member : row.GetObject()) {
        std::string const name = member.name.GetString();
        json += (json.size() == 1 ? "\"" : ",\"") + name +
                "\":" + (name == field ? value : text_of(member.value));
    }
    return json + "}";
}

}  // namespace detail

inline void add_cases(std::string const& path, std::vector<Case>& list) {
    rapidjson::Document file;
    file.Parse(read_file(path).c_str());
    if (file.HasParseError()) throw std::runtime_error(path + " is no JSON");
    for (auto const& group : file["values"].GetArray()) {
        std::string const row = group["row"].GetString(), field = group["field"].GetString();
        auto const& valid = file["rows"][row.c_str()];
        if (!valid.HasMember(field.c_str())) throw std::runtime_error(row + " has no " + field);
        for (char const* verdict : {"accepted", "refused", "refused_within", "refused_as_kept"}) {
            if (!group.HasMember(verdict)) continue;
            for (auto const& value : group[verdict].GetArray()) {
                auto const text = detail::written(value);
                auto const name =
                    row + " " + field + " = " + (text.size() > 100 ? detail::text_of(value) : text);
                list.push_back({name, row, detail::with(valid, field, text),
                                verdict == std::string("accepted"),
                                verdict == std::string("refused_within")});
            }
        }
    }
}

inline std::vector<Case> cases() {
    std::vector<Case> list;
    for (auto const& path : files()) add_cases(path, list);
    return list;
}

}  // namespace corpus
