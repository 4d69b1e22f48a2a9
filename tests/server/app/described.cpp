#include "tests/server/app/described.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <stdexcept>

namespace described {
namespace {

// By numbers, since rapidjson's iterators are compared in two ways at once in C++20.
template <class Act>
void each_member(Schema const& object, Act act) {
    auto member = object.MemberBegin();
    for (auto left = object.MemberCount(); left > 0; --left, ++member)
        act(std::string(member->name.GetString(), member->name.GetStringLength()), member->value);
}

std::string json_of(Schema const& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
    value.Accept(out);
    return {buffer.GetString(), buffer.GetSize()};
}

bool has(Schema const& schema, char const* name) {
    return schema.IsObject() && schema.HasMember(name);
}

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(c - 'a' + 'A');
    return text;
}

}  // namespace

std::string in_quotes(std::string_view text) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
    out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    return {buffer.GetString(), buffer.GetSize()};
}

std::string_view text_in(Schema const& schema, char const* name) {
    if (!has(schema, name) || !schema[name].IsString()) return {};
    return {schema[name].GetString(), schema[name].GetStringLength()};
}

std::string repeated(std::string_view letter, std::uint64_t times) {
    std::string text;
    for (std::uint64_t i = 0; i < times; ++i) text += letter;
    return text;
}

std::vector<std::string> rules_of(std::string const& path, std::string const& body) {
    std::vector<std::string> rules;
    rapidjson::Document document;
    document.Parse(body.c_str());
    if (document.HasParseError() || !document.IsObject() || !document.HasMember("problems"))
        return rules;
    for (auto const& problem : document["problems"].GetArray()) {
        std::string const at = problem["path"].GetString();
        if (at == path || at.rfind(path + "/", 0) == 0)
            rules.push_back(problem["rule"].GetString());
    }
    return rules;
}

bool is_id(Schema const& schema) {
    return text_in(schema, "pattern").substr(0, 14) == "^[0-9a-f]{8}-[";
}
bool is_free_text(Schema const& schema) { return text_in(schema, "pattern").substr(0, 3) == "^[^"; }
bool is_secret(Schema const& schema) { return text_in(schema, "format") == "password"; }

class Document::Filling {
public:
    Filling(Document const& document, Form const& form, Known const& known, Change const& change)
        : document_(document), form_(form), known_(known), change_(change) {}

    std::string value(Schema const& schema, std::string const& path) const {
        if (!change_.path.empty() && path == change_.path) return change_.json;
        auto const& node = document_.resolved(schema);
        if (has(node, "oneOf")) return value(option(node["oneOf"]), path);
        if (has(node, "anyOf")) return value(node["anyOf"][0], path);
        if (has(node, "const")) return json_of(node["const"]);
        auto const type = text_in(node, "type");
        if (type == "object") return object(node, path);
        if (type == "array") return "[" + value(node["items"], path + "/0") + "]";
        auto const known = known_(path.substr(path.rfind('/') + 1), node);
        if (!known.empty()) return known;
        if (!has(node, "examples")) throw std::runtime_error("no example of " + path);
        return json_of(node["examples"][0]);
    }

private:
    std::string object(Schema const& node, std::string const& path) const {
        std::string members;
        each_member(node["properties"], [&](std::string const& name, Schema const& schema) {
            members += (members.empty() ? "" : ",") + in_quotes(name) + ":" +
                       value(schema, path + "/" + name);
        });
        return "{" + members + "}";
    }
    Schema const& option(Schema const& options) const {
        for (auto const& one : options.GetArray()) {
            auto const& node = document_.resolved(one);
            if (text_in(node["properties"]["type"], "const") == form_.command) return one;
        }
        // What stands inside of a command, as a row of any kind: each has its own forms.
        if (options.Empty()) throw std::runtime_error("no alternative " + form_.command);
        return options[0];
    }

    Document const& document_;
    Form const& form_;
    Known const& known_;
    Change const& change_;
};

Document::Document(std::string const& openapi) {
    document_.Parse(openapi.c_str());
    if (document_.HasParseError()) throw std::runtime_error("no OpenAPI document: " + openapi);
    each_member(document_["paths"], [&](std::string const& path, Schema const& methods) {
        each_member(methods, [&](std::string const& method, Schema const& operation) {
            add_forms(upper(method), path, operation);
            add_target(upper(method), path, operation);
        });
    });
}

Schema const& Document::resolved(Schema const& schema) const {
    auto const name = text_in(schema, "$ref");
    if (name.empty()) return schema;
    auto const last = std::string(name.substr(name.rfind('/') + 1));
    return document_["components"]["schemas"][last.c_str()];
}

void Document::add_forms(std::string const& method, std::string const& path,
                         Schema const& operation) {
    if (!has(operation, "requestBody")) return;
    auto const& content = operation["requestBody"]["content"];
    if (!has(content, "application/json")) return;
    Form form{method, path, "", &content["application/json"]["schema"], {}};
    // Of commands, and of what is had of each domain, each alternative is a form of its own.
    auto const& properties = resolved(*form.body)["properties"];
    Schema const* options = nullptr;
    if (has(properties, "commands"))
        options = &properties["commands"]["items"]["properties"]["command"]["oneOf"];
    else if (has(properties, "have"))
        options = &resolved(properties["have"]["items"])["oneOf"];
    if (!options) {
        gather(form, *form.body, "", false);
        return forms_.push_back(form);
    }
    for (auto const& option : options->GetArray()) {
        auto one = form;
        one.command = text_in(resolved(option)["properties"]["type"], "const");
        gather(one, *one.body, "", false);
        forms_.push_back(one);
    }
}

void Document::add_target(std::string const& method, std::string const& path,
                          Schema const& operation) {
    if (!has(operation, "parameters")) return;
    Target target{method, path, {}};
    if (has(operation, "requestBody"))
        target.body_type = operation["requestBody"]["content"].MemberBegin()->name.GetString();
    for (auto const& each : operation["parameters"].GetArray())
        target.parameters.push_back(
            {std::string(text_in(each, "name")), text_in(each, "in") == "path", &each["schema"]});
    targets_.push_back(std::move(target));
}

void Document::gather(Form& form, Schema const& schema, std::string const& path,
                      bool may_be_null) const {
    auto const& node = resolved(schema);
    if (has(node, "anyOf")) return gather(form, node["anyOf"][0], path, true);
    if (has(node, "oneOf")) {
        for (auto const& option : node["oneOf"].GetArray())
            if (text_in(resolved(option)["properties"]["type"], "const") == form.command)
                gather(form, option, path, may_be_null);
        return;
    }
    if (has(node, "const")) return;
    if (!path.empty()) form.fields.push_back({path, &node, may_be_null});
    auto const type = text_in(node, "type");
    if (type == "object")
        each_member(node["properties"], [&](std::string const& name, Schema const& inner) {
            gather(form, inner, path + "/" + name, false);
        });
    if (type == "array") gather(form, node["items"], path + "/0", false);
}

std::string Document::filled(Form const& form, Known const& known, Change const& change) const {
    return Filling(*this, form, known, change).value(*form.body, "");
}

std::string Document::item(Form const& form, Field const& list, Known const& known) const {
    return Filling(*this, form, known, {}).value((*list.schema)["items"], list.path + "/0");
}

}  // namespace described
