// A request's fields, gathered from where they travel: those named in the path from there; of a GET
// the rest from the query, else from the body. Everything that is wrong is said at once, with
// paths, and nothing that was sent is overlooked.
#pragma once

#include <rapidjson/document.h>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/negotiate.hpp"
#include "shared/base/check.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/endpoint.hpp"
#include "shared/wire/json.hpp"

namespace http {

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct Gathered {
    int status = 400;  // 400 for what could not be read, 422 for what breaks a rule
    base::Problems problems{};
};

// "/api/v1/x/{id}" has "id".
bool names_in_path(std::string_view path, std::string_view field);

// Whether an endpoint is a list: it names the described row whose fields `sort` and `filter[…]` may
// name. These keys are left in the query for whoever runs it.
template <class Endpoint>
inline constexpr bool is_list_of_rows = requires {
    typename Endpoint::Row;
};
bool is_list_key(std::string_view key);

// Keys of the query that nobody knows.
void check_query_keys(wire::json::Reader& reader, NamedValues const& query,
                      std::vector<std::string_view> const& known, bool is_list);

// A value that stands as plain text in a path or a query.
template <class T>
void read_plain(wire::json::Reader& reader, std::string const& text, T& value,
                std::string const& at) {
    if constexpr (std::is_same_v<T, bool>) {
        value = text == "true";
        if (!value && text != "false") reader.refuse(at, "not-a-boolean");
    } else if constexpr (base::is_whole<T>) {
        auto const end = text.data() + text.size();
        auto const [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc{} || stop != end) reader.refuse(at, "not-a-whole-number");
    } else if constexpr (base::is_optional<T>) {
        read_plain(reader, text, value.emplace(), at);
    } else {
        rapidjson::Value const in(
            rapidjson::StringRef(text.data(), static_cast<rapidjson::SizeType>(text.size())));
        wire::json::read(reader, in, value, at);
    }
}

// Of a list's key every value counts, of another the first, and a second is a problem.
template <class T>
void read_query(wire::json::Reader& reader, NamedValues const& query, base::Rules const& rules,
                std::string_view name, T& value) {
    auto const at = "/" + std::string(name);
    std::size_t count = 0;
    for (auto const& [key, text] : query) {
        if (key != name) continue;
        ++count;
        if constexpr (base::is_list<T>) {
            value.emplace_back();
            read_plain(reader, text, value.back(), at + "/" + std::to_string(count - 1));
        } else {
            if (count == 1) read_plain(reader, text, value, at);
            if (count == 2) reader.refuse(at, "given-twice");
        }
    }
    if (count == 0 && rules.required) reader.refuse(at, "required");
}

template <class Endpoint>
void gather_path(wire::json::Reader& reader, NamedValues const& in_path,
                 typename Endpoint::Request& request) {
    base::each_field<typename Endpoint::Request>([&](auto const& f) {
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        if constexpr (!base::is_list<Value> && !base::is_optional<Value> &&
                      !base::is_compound<Value> && !base::Described<Value> &&
                      !wire::is_variant<Value>)
            for (auto const& [name, text] : in_path)
                if (name == f.name)
                    read_plain(reader, text, request.*f.member, "/" + std::string(f.name));
    });
}

template <class Endpoint>
void gather_query(wire::json::Reader& reader, NamedValues const& query,
                  typename Endpoint::Request& request) {
    std::vector<std::string_view> known;
    base::each_field<typename Endpoint::Request>([&](auto const& f) {
        if (f.rules.server_only || names_in_path(Endpoint::path, f.name)) return;
        known.push_back(f.name);
        read_query(reader, query, f.rules, f.name, request.*f.member);
    });
    check_query_keys(reader, query, known, is_list_of_rows<Endpoint>);
}

template <class Endpoint>
void gather_json(wire::json::Reader& reader, rapidjson::Document const& body,
                 typename Endpoint::Request& request) {
    if (!body.IsObject()) return reader.refuse("", "not-an-object");
    std::vector<std::string_view> names;
    base::each_field<typename Endpoint::Request>([&](auto const& f) {
        bool const elsewhere = f.rules.server_only || names_in_path(Endpoint::path, f.name);
        names.push_back(elsewhere ? std::string_view() : f.name);
        if (elsewhere) return;
        auto const at = "/" + std::string(f.name);
        auto const found = body.FindMember(rapidjson::Value(
            rapidjson::StringRef(f.name.data(), static_cast<rapidjson::SizeType>(f.name.size()))));
        if (found != body.MemberEnd())
            wire::json::read(reader, found->value, request.*f.member, at);
        else if (f.rules.required ||
                 base::is_always_given<typename std::remove_cvref_t<decltype(f)>::value_type>)
            reader.refuse(at, "required");
    });
    reader.check_names(body, "", names.data(), names.size());
}

// Fills `request`; after problems it is of no use. `format` is that of the body.
template <class Endpoint>
Gathered gather(NamedValues const& in_path, Request const& asked, Format format,
                typename Endpoint::Request& request) {
    wire::json::Reader reader{wire::json::Reading::strict, {}, {}};
    if constexpr (Endpoint::method == wire::Method::get) {
        gather_query<Endpoint>(reader, asked.query, request);
    } else {
        check_query_keys(reader, asked.query, {}, false);
        if (format == Format::bytes) try {
                request = wire::from_bytes<typename Endpoint::Request>(asked.body);
            } catch (wire::Malformed const&) {
                reader.refuse("", "not-our-bytes");
            }
        else {
            rapidjson::Document body;
            // No body at all is an object without fields.
            auto problems =
                wire::json::parse_document(asked.body.empty() ? "{}" : asked.body, body);
            if (!problems.empty()) return {400, std::move(problems)};
            gather_json<Endpoint>(reader, body, request);
        }
    }
    gather_path<Endpoint>(reader, in_path, request);
    int const status = reader.problems.empty() ? 422 : 400;
    for (auto& problem : base::check(request))
        if (reader.could_read(problem.path)) reader.problems.push_back(std::move(problem));
    return {status, std::move(reader.problems)};
}

}  // namespace http
