#include "server/http/gather.hpp"

#include <algorithm>
#include <set>

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/plain.hpp"

namespace http {

using base::Kind;
using wire::json::Reader;

bool names_in_path(std::string_view path, std::string_view field) {
    return path.find("{" + std::string(field) + "}") != path.npos;
}

bool is_list_key(std::string_view key) {
    return key == "sort" || key.substr(0, 7) == "filter[" || key.substr(0, 4) == "csv[";
}

namespace {

// Keys of the query that nobody knows.
void check_query_keys(Reader& reader, NamedValues const& query,
                      std::vector<std::string_view> const& known, bool is_list) {
    std::set<std::string_view> refused;
    for (auto const& [key, value] : query) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        if (is_list && is_list_key(key)) continue;
        if (!refused.insert(key).second) continue;
        reader.refuse("/" + base::pointer_part(key), "unknown-field");
    }
}

// Of a list's key every value counts, of another the first, and a second is a problem.
void read_query(Reader& reader, NamedValues const& query, base::FieldInfo const& field,
                void* value) {
    auto const at = "/" + std::string(field.name);
    auto const& type = *field.type;
    std::size_t count = 0;
    for (auto const& [key, text] : query) {
        if (key != field.name) continue;
        ++count;
        if (type.kind == Kind::list) {
            wire::read_plain(reader, text, *type.inner, type.list->add(value),
                             at + "/" + std::to_string(count - 1));
        } else {
            if (count == 1) wire::read_plain(reader, text, type, value, at);
            if (count == 2) reader.refuse(at, "given-twice");
        }
    }
    if (count == 0 && field.rules.required) reader.refuse(at, "required");
}

bool is_elsewhere(Asked const& endpoint, base::FieldInfo const& field) {
    return field.rules.server_only || names_in_path(endpoint.path, field.name);
}

void gather_path(Reader& reader, NamedValues const& in_path, Asked const& endpoint, void* request) {
    for (auto const& field : endpoint.type.fields)
        for (auto const& [name, text] : in_path)
            if (name == field.name)
                wire::read_plain(reader, text, *field.type, field.member(request),
                                 "/" + std::string(field.name));
}

void gather_query(Reader& reader, NamedValues const& query, Asked const& endpoint, void* request) {
    std::vector<std::string_view> known;
    for (auto const& field : endpoint.type.fields) {
        if (is_elsewhere(endpoint, field)) continue;
        known.push_back(field.name);
        read_query(reader, query, field, field.member(request));
    }
    check_query_keys(reader, query, known, endpoint.is_list_of_rows);
}

void gather_json(Reader& reader, rapidjson::Document const& body, Asked const& endpoint,
                 void* request) {
    if (!body.IsObject()) return reader.refuse("", "not-an-object");
    std::vector<std::string_view> names;
    for (auto const& field : endpoint.type.fields) {
        bool const elsewhere = is_elsewhere(endpoint, field);
        names.push_back(elsewhere ? std::string_view() : field.name);
        if (elsewhere) continue;
        auto const at = "/" + std::string(field.name);
        auto const found = body.FindMember(rapidjson::Value(rapidjson::StringRef(
            field.name.data(), static_cast<rapidjson::SizeType>(field.name.size()))));
        if (found != body.MemberEnd())
            wire::json::read(reader, found->value, *field.type, field.member(request), at);
        else if (field.rules.required || field.always_given)
            reader.refuse(at, "required");
    }
    reader.check_names(body, "", names.data(), names.size());
}

}  // namespace

Gathered gather(Asked const& endpoint, NamedValues const& in_path, Request const& asked,
                Format format, void* request) {
    Reader reader{wire::json::Reading::strict, {}, {}};
    if (endpoint.method == wire::Method::get || endpoint.takes_a_file) {
        gather_query(reader, asked.query, endpoint, request);
    } else {
        check_query_keys(reader, asked.query, {}, false);
        if (format == Format::bytes) {
            try {
                wire::from_bytes(asked.body, endpoint.type, request);
            } catch (wire::Malformed const&) {
                reader.refuse("", "not-our-bytes");
            }
        } else {
            rapidjson::Document body;
            // No body at all is an object without fields.
            auto problems =
                wire::json::parse_document(asked.body.empty() ? "{}" : asked.body, body);
            if (!problems.empty()) return {400, std::move(problems)};
            gather_json(reader, body, endpoint, request);
        }
    }
    gather_path(reader, in_path, endpoint, request);
    int const status = reader.problems.empty() ? 422 : 400;
    base::take_in(endpoint.type, request);
    base::Problems broken;
    base::check_value(endpoint.type, request, base::Rules{}, "", broken);
    for (auto& problem : broken)
        if (reader.could_read(problem.path)) reader.problems.push_back(std::move(problem));
    return {status, std::move(reader.problems)};
}

}  // namespace http
