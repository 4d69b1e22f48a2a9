// Values of every kind of field with the verdict that all judges must reach: native C++, the same
// as wasm, JSON Schema (schema.mjs) and the checks of SQL. values.json holds for each kind of row a
// valid one, and for its fields what is accepted and what is refused in that place.
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
#include "shared/wire/json.hpp"
#include "tests/support/tests_folder.hpp"

namespace corpus {

enum class Finish : std::uint8_t { raw, polished };
constexpr std::array<std::string_view, 2> names_of(Finish) { return {"raw", "polished"}; }

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
    static constexpr auto fields() {
        using base::field;
        return std::tuple{
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
            field("finish", &Sample::finish)};
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
};

inline std::string folder() { return support::tests_folder() + "/corpus/"; }
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
// written.
inline std::string written(rapidjson::Value const& value) {
    if (!value.IsObject()) return text_of(value);
    if (value.HasMember("json")) return value["json"].GetString();
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

inline std::vector<Case> cases() {
    rapidjson::Document file;
    file.Parse(read_file(folder() + "values.json").c_str());
    if (file.HasParseError()) throw std::runtime_error("values.json is no JSON");
    std::vector<Case> list;
    for (auto const& group : file["values"].GetArray()) {
        std::string const row = group["row"].GetString(), field = group["field"].GetString();
        auto const& valid = file["rows"][row.c_str()];
        if (!valid.HasMember(field.c_str())) throw std::runtime_error(row + " has no " + field);
        for (char const* verdict : {"accepted", "refused"}) {
            for (auto const& value : group[verdict].GetArray()) {
                auto const text = detail::written(value);
                auto const name =
                    row + " " + field + " = " + (text.size() > 100 ? detail::text_of(value) : text);
                list.push_back({name, row, detail::with(valid, field, text),
                                verdict == std::string("accepted")});
            }
        }
    }
    return list;
}

}  // namespace corpus
