// JSON at the trust boundary (RFC 8259), driven by fields(). Requests are read strictly: unknown,
// double and missing fields, wrong types, deep nesting and broken text are problems with paths, all
// at once. Answers are read tolerantly, so that an older client understands a newer server.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>
#include <variant>

#include "shared/base/check.hpp"
#include "shared/wire/named.hpp"

namespace wire::json {

using Out = rapidjson::Writer<rapidjson::StringBuffer>;
using In = rapidjson::Value;

enum class Reading { strict, tolerant };
constexpr int most_depth = 32;

inline void put(Out& out, std::string_view text) {
    out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
inline void key(Out& out, std::string_view text) {
    out.Key(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

// ---- writing

void write_money(Out& out, base::Money value);
void write_quantity(Out& out, base::Quantity value);
void write_names(Out& out, base::Names const& value);

template <class T>
void write(Out& out, T const& value) {
    if constexpr (std::is_same_v<T, bool>) {
        out.Bool(value);
    } else if constexpr (base::is_whole<T>) {
        out.Int64(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        put(out, value);
    } else if constexpr (base::is_id<T> || std::is_same_v<T, base::Id128> ||
                         std::is_same_v<T, base::Instant> || std::is_same_v<T, base::Day>) {
        put(out, base::to_text(value));
    } else if constexpr (std::is_same_v<T, base::Currency>) {
        put(out, value.code());
    } else if constexpr (std::is_same_v<T, base::Money>) {
        write_money(out, value);
    } else if constexpr (std::is_same_v<T, base::Quantity>) {
        write_quantity(out, value);
    } else if constexpr (std::is_same_v<T, base::Names>) {
        write_names(out, value);
    } else if constexpr (base::NamedEnum<T>) {
        put(out, base::name_of(value));
    } else if constexpr (base::is_optional<T>) {
        if (value)
            write(out, *value);
        else
            out.Null();
    } else if constexpr (base::is_list<T>) {
        out.StartArray();
        for (auto const& item : value) write(out, item);
        out.EndArray();
    } else if constexpr (is_variant<T>) {
        out.StartObject();
        key(out, "type");
        put(out, name_of_held(value));
        key(out, "value");
        std::visit([&](auto const& held) { write(out, held); }, value);
        out.EndObject();
    } else {
        static_assert(base::Described<T>, "a type that JSON does not know");
        out.StartObject();
        base::each_field<T>([&](auto const& f) {
            if (f.rules.server_only) return;
            key(out, f.name);
            write(out, value.*f.member);
        });
        out.EndObject();
    }
}

template <class T>
std::string text(T const& value) {
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    write(out, value);
    return {buffer.GetString(), buffer.GetSize()};
}

// ---- reading

// Where a value came from and what has been found wrong so far.
struct Reader {
    // So many are said; a stranger's megabyte of mistakes is not answered with ten of problems.
    static constexpr std::size_t most_problems = 100;

    Reading reading = Reading::strict;
    base::Problems problems;
    std::vector<std::string>
        unread;  // what stands at or under these paths is not judged any further

    bool full() const { return problems.size() >= most_problems; }
    void refuse(std::string const& path, std::string_view rule) {
        if (full()) return;
        problems.push_back({path, std::string(rule), {}});
        unread.push_back(path);
    }
    // Whether all that was found wrong from the n-th problem on are types that came after this
    // program: a tolerant list passes over their items.
    bool only_newer_types(std::size_t from) const;
    // Whether a problem that the rules find there should be said.
    bool could_read(std::string const& path) const;
    // Fields of an object that stand there twice, or that nobody knows.
    void check_names(In const& object, std::string const& at, std::string_view const* known,
                     std::size_t count);
};

// {"minor": 123450, "currency": "RUB"}: a whole number, since no reader of JSON may round it, and
// named so that nobody takes it for roubles. Both parts must stand there.
void read_money(Reader& reader, In const& in, base::Money& value, std::string const& at);
// {"thousandths": 1250}
void read_quantity(Reader& reader, In const& in, base::Quantity& value, std::string const& at);
// {"ru": "Торт", "en": "Cake"}; either may be left out.
void read_names(Reader& reader, In const& in, base::Names& value, std::string const& at);
// Strictly one that is known; tolerantly any three capital letters, for there are newer lists.
void read_currency(Reader& reader, std::string_view text, base::Currency& value,
                   std::string const& at);

bool read_whole(In const& in, std::int64_t least, std::int64_t most, std::int64_t& value);

template <class T>
void read(Reader& reader, In const& in, T& value, std::string const& at);

template <class T>
void read_record(Reader& reader, In const& in, T& value, std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::size_t count = std::tuple_size_v<decltype(T::fields())>;
    std::string_view names[count == 0 ? 1 : count];
    std::size_t i = 0;
    base::each_field<T>([&](auto const& f) {
        names[i++] = f.rules.server_only ? std::string_view() : f.name;
        if (f.rules.server_only) return;
        auto const found = in.FindMember(In(
            rapidjson::StringRef(f.name.data(), static_cast<rapidjson::SizeType>(f.name.size()))));
        std::string const path = at + "/" + std::string(f.name);
        if (found != in.MemberEnd())
            read(reader, found->value, value.*f.member, path);
        else if ((f.rules.required ||
                  base::is_always_given<
                      typename std::remove_cvref_t<decltype(f)>::value_type>)&&reader.reading ==
                 Reading::strict)
            reader.refuse(path, "required");
    });
    reader.check_names(in, at, names, count);
}

template <class... Options>
void read_variant(Reader& reader, In const& in, std::variant<Options...>& value,
                  std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::string_view names[] = {"type", "value"};
    reader.check_names(in, at, names, 2);
    auto const type = in.FindMember("type");
    auto const held = in.FindMember("value");
    if (type == in.MemberEnd() || !type->value.IsString())
        return reader.refuse(at + "/type", "required");
    if (held == in.MemberEnd()) return reader.refuse(at + "/value", "required");
    std::string_view const name(type->value.GetString(), type->value.GetStringLength());
    bool const known = emplace_by_name(value, name, [&](auto& alternative) {
        read(reader, held->value, alternative, at + "/value");
    });
    if (known) return;
    reader.refuse(at + "/type", "unknown-type");
    reader.unread.push_back(at);
}

template <class T>
void read_text_as(Reader& reader, In const& in, T& value, std::string const& at) {
    if (!in.IsString()) return reader.refuse(at, "not-text");
    std::string_view const text(in.GetString(), in.GetStringLength());
    if constexpr (std::is_same_v<T, std::string>) {
        value = text;
    } else if constexpr (std::is_same_v<T, base::Id128>) {
        if (auto const id = base::id_from_text(text))
            value = *id;
        else
            reader.refuse(at, "not-an-id");
    } else if constexpr (base::is_id<T>) {
        if (auto const id = base::id_from_text(text))
            value.value = *id;
        else
            reader.refuse(at, "not-an-id");
    } else if constexpr (std::is_same_v<T, base::Instant>) {
        if (auto const instant = base::instant_from_text(text))
            value = *instant;
        else
            reader.refuse(at, "not-an-instant");
    } else if constexpr (std::is_same_v<T, base::Day>) {
        if (auto const day = base::day_from_text(text))
            value = *day;
        else
            reader.refuse(at, "not-a-day");
    } else if constexpr (std::is_same_v<T, base::Currency>) {
        read_currency(reader, text, value, at);
    } else {
        if (auto const known = base::enum_from<T>(text))
            value = *known;
        else if (reader.reading == Reading::strict)
            reader.refuse(at, "unknown-value");
    }
}

template <class T>
void read(Reader& reader, In const& in, T& value, std::string const& at) {
    if constexpr (std::is_same_v<T, bool>) {
        if (in.IsBool())
            value = in.GetBool();
        else
            reader.refuse(at, "not-a-boolean");
    } else if constexpr (base::is_whole<T>) {
        std::int64_t whole = 0;
        if (read_whole(in, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), whole))
            value = static_cast<T>(whole);
        else
            reader.refuse(at, "not-a-whole-number");
    } else if constexpr (base::is_optional<T>) {
        if (in.IsNull())
            value.reset();
        else
            read(reader, in, value.emplace(), at);
    } else if constexpr (base::is_list<T>) {
        if (!in.IsArray()) return reader.refuse(at, "not-a-list");
        value.clear();
        for (auto const& item : in.GetArray()) {
            if (reader.full()) return;
            auto const problems = reader.problems.size(), unread = reader.unread.size();
            value.emplace_back();  // its own line: g++ and clang evaluate arguments in different
                                   // orders
            read(reader, item, value.back(), at + "/" + std::to_string(value.size() - 1));
            if (reader.only_newer_types(problems)) {
                value.pop_back();
                reader.problems.resize(problems);
                reader.unread.resize(unread);
            }
        }
    } else if constexpr (is_variant<T>) {
        read_variant(reader, in, value, at);
    } else if constexpr (std::is_same_v<T, base::Money>) {
        read_money(reader, in, value, at);
    } else if constexpr (std::is_same_v<T, base::Quantity>) {
        read_quantity(reader, in, value, at);
    } else if constexpr (std::is_same_v<T, base::Names>) {
        read_names(reader, in, value, at);
    } else if constexpr (base::Described<T>) {
        read_record(reader, in, value, at);
    } else {
        read_text_as(reader, in, value, at);
    }
}

// The text as a document, or problems: not JSON, nested too deep, broken UTF-8, a number without
// end.
base::Problems parse_document(std::string_view text, rapidjson::Document& document);

// Fills `value` and judges it by its rules. Empty: all is well. After problems `value` is of no
// use.
template <class T>
base::Problems parse(std::string_view text, T& value, Reading reading = Reading::strict) {
    rapidjson::Document document;
    if (auto problems = parse_document(text, document); !problems.empty()) return problems;
    Reader reader{reading, {}, {}};
    read(reader, document, value, "");
    for (auto& problem : base::check(value))
        if (reader.could_read(problem.path)) reader.problems.push_back(std::move(problem));
    return std::move(reader.problems);
}

}  // namespace wire::json
