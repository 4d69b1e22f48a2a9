#include "server/http/openapi_schemas.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace http {
namespace {

using Value = rapidjson::Value;
using Allocator = rapidjson::Document::AllocatorType;

// The text of that member, or empty: a field may be called "type" or "title", too, and is described
// by an object then.
std::string_view text_of(Value const& node, char const* name) {
    auto const found = node.FindMember(name);
    if (found == node.MemberEnd() || !found->value.IsString()) return {};
    return {found->value.GetString(), found->value.GetStringLength()};
}

Value text_value(std::string_view text, Allocator& allocator) {
    return {text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator};
}

// "tagged.accounts.rename" of an option that travels as {"type": "accounts.rename", "value": …}.
std::string option_name(Value const& node) {
    auto const properties = node.FindMember("properties");
    if (properties == node.MemberEnd() || !properties->value.HasMember("value")) return {};
    auto const type = properties->value.FindMember("type");
    if (type == properties->value.MemberEnd() || !type->value.IsObject()) return {};
    auto const name = text_of(type->value, "const");
    return name.empty() ? std::string() : "tagged." + std::string(name);
}

std::string schema_name(Value const& node) {
    if (text_of(node, "type") != "object") return {};
    auto const title = text_of(node, "title");
    return title.empty() ? option_name(node) : std::string(title);
}

using Schemas = std::map<std::string, Value>;

// A loop over GetObject() compares its iterators in two ways at once for a C++20 compiler that
// follows the standard: counting members does not.
template <class Act>
void each_member(Value& object, Act act) {
    auto member = object.MemberBegin();
    for (auto left = object.MemberCount(); left > 0; --left, ++member) act(*member);
}

// The name, or with a number behind it when another schema has that one: what a domain tells and
// what is had of it are both called by its name.
std::string free_name(std::string const& wanted, Value const& node, Schemas const& schemas) {
    std::string name = wanted;
    for (int number = 2;; ++number) {
        auto const there = schemas.find(name);
        if (there == schemas.end() || there->second == node) return name;
        name = wanted + "." + std::to_string(number);
    }
}

void name_in(Value& node, Schemas& schemas, Allocator& allocator) {
    if (node.IsArray())
        for (auto& item : node.GetArray()) name_in(item, schemas, allocator);
    if (!node.IsObject()) return;
    each_member(node, [&](auto& member) { name_in(member.value, schemas, allocator); });
    auto const wanted = schema_name(node);
    if (wanted.empty()) return;
    auto const name = free_name(wanted, node, schemas);
    schemas.try_emplace(name).first->second = std::move(node);
    node.SetObject();
    node.AddMember("$ref", text_value("#/components/schemas/" + name, allocator), allocator);
}

std::string text_example(Value const& node) {
    auto const pattern = text_of(node, "pattern");
    if (text_of(node, "format") == "date-time") return "2026-01-31T12:00:00Z";
    if (text_of(node, "format") == "date")
        return "2126-01-31";  // for rules that ask for a day to come
    if (pattern.substr(0, 15) == "^[0-9a-f]{8}-[0") return "0198a3b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b";
    if (pattern.find('@') != pattern.npos) return "anna@example.org";
    // A decimal, perhaps of a currency (openapi_lists.cpp).
    if (pattern.substr(0, 8) == "^-?[0-9]")
        return pattern.find(" [A-Z]{3}$") == pattern.npos ? "1" : "1 RUB";
    std::string text = "text";
    auto const longest = node.FindMember("maxLength");
    if (longest != node.MemberEnd() && longest->value.GetUint64() < text.size())
        text.resize(longest->value.GetUint64());
    return text;
}

std::int64_t whole_example(Value const& node) {
    auto const limit = [&](char const* name, std::int64_t otherwise) {
        auto const found = node.FindMember(name);
        return found != node.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64()
                                                                   : otherwise;
    };
    return std::clamp<std::int64_t>(1, limit("minimum", 0), limit("maximum", 1));
}

Value example_of(Value const& node, Allocator& allocator) {
    auto const type = text_of(node, "type");
    if (node.HasMember("enum")) return {node["enum"][0], allocator};
    if (node.HasMember("const") || text_of(node, "format") == "password") return {};
    if (type == "string") return text_value(text_example(node), allocator);
    if (type == "integer") return Value(whole_example(node));
    if (type == "boolean") return Value(true);
    return {};
}

void add_in(Value& node, Allocator& allocator) {
    if (node.IsArray())
        for (auto& item : node.GetArray()) add_in(item, allocator);
    if (!node.IsObject()) return;
    each_member(node, [&](auto& member) { add_in(member.value, allocator); });
    bool const is_enumeration = node.HasMember("enum") && node["enum"].IsArray();
    if (text_of(node, "type").empty() && !is_enumeration) return;
    auto example = example_of(node, allocator);
    if (example.IsNull()) return;
    Value list(rapidjson::kArrayType);
    list.PushBack(example, allocator);
    node.AddMember("examples", list, allocator);
}

}  // namespace

void name_schemas(rapidjson::Document& document) {
    auto& allocator = document.GetAllocator();
    Schemas named;
    name_in(document["paths"], named, allocator);
    auto& schemas = document["components"]["schemas"];
    for (auto& [name, schema] : named)
        schemas.AddMember(text_value(name, allocator), schema, allocator);
}

void add_examples(rapidjson::Document& document) {
    auto& allocator = document.GetAllocator();
    add_in(document["paths"], allocator);
    each_member(document["components"]["schemas"], [&](auto& schema) {
        if (std::string_view(schema.name.GetString()) != "Problem") add_in(schema.value, allocator);
    });
}

}  // namespace http
