// What the server says of itself in its OpenAPI document, as forms to be filled in: every body that
// it takes, every field of it with its limits, and a good body in which one field is changed.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace described {

using Schema = rapidjson::Value;

struct Field {
    std::string path;  // as problems name it: "/commands/0/command/value/title"
    Schema const* schema = nullptr;
    bool may_be_null = false;
};

// One operation; of those that take commands one for each command.
struct Form {
    std::string method, path;
    std::string command;  // "messaging.post", or empty
    Schema const* body = nullptr;
    std::vector<Field> fields;
    std::string name() const {
        return method + " " + path + (command.empty() ? "" : " ") + command;
    }
};

// What stands in the address of an operation.
struct Parameter {
    std::string name;
    bool in_path = false;
    Schema const* schema = nullptr;
};
struct Target {
    std::string method, path;
    std::vector<Parameter> parameters;
    std::string body_type = "application/json";
    std::string name() const { return method + " " + path; }
};

// A field and the JSON that stands in its place.
struct Change {
    std::string path{}, json{};
};

class Document {
public:
    explicit Document(std::string const& openapi);
    std::vector<Form> const& forms() const { return forms_; }
    std::vector<Target> const& targets() const { return targets_; }  // those with parameters

    // JSON of a good value for a text, by the name of its field; empty: the schema's example.
    using Known = std::function<std::string(std::string_view field, Schema const& schema)>;
    std::string filled(Form const& form, Known const& known, Change const& change) const;
    // A good value of one item of that list.
    std::string item(Form const& form, Field const& list, Known const& known) const;

private:
    class Filling;
    Schema const& resolved(Schema const& schema) const;
    void add_forms(std::string const& method, std::string const& path, Schema const& operation);
    void add_target(std::string const& method, std::string const& path, Schema const& operation);
    void gather(Form& form, Schema const& schema, std::string const& path, bool may_be_null) const;

    rapidjson::Document document_;
    std::vector<Form> forms_;
    std::vector<Target> targets_;
};

// The text of that member, or empty.
std::string_view text_in(Schema const& schema, char const* name);
bool is_id(Schema const& schema);
// Any letters may be in it: not an id, an e-mail or a moment.
bool is_free_text(Schema const& schema);
bool is_secret(Schema const& schema);
std::string in_quotes(std::string_view text);
std::string repeated(std::string_view letter, std::uint64_t times);
// What the body of a refusal says is wrong there, or with something in it: its rules.
std::vector<std::string> rules_of(std::string const& path, std::string const& body);

}  // namespace described
