#include "server/http/openapi.hpp"

#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/database/list_field.hpp"
#include "server/http/openapi_lists.hpp"
#include "server/http/openapi_parts.hpp"
#include "server/http/openapi_schemas.hpp"
#include "server/http/status.hpp"
#include "server/http/table_text.hpp"
#include "server/http/tokens.hpp"
#include "shared/wire/schema.hpp"

namespace http {
namespace {

using namespace parts;

void write_parameter(Out& out, Parameter const& parameter) {
    object(out, [&] {
        member(out, "name", parameter.name);
        member(out, "in", parameter.in_path ? "path" : "query");
        if (parameter.required) flag(out, "required", true);
        key(out, "schema");
        wire::schema::write(out, *parameter.type, parameter.rules);
    });
}

// The part of the request that does not travel in the path, as a record that has no name.
void write_body_schema(Out& out, Route const& route) {
    std::vector<base::FieldInfo> fields;
    for (auto const& field : route.request->fields)
        if (!names_in_path(route.path, field.name)) fields.push_back(field);
    auto body = *route.request;
    body.name = {};
    body.fields = fields;
    wire::schema::write(out, body);
}

// A list's rows say what it may be ordered by.
bool is_said_by_row(Route const& route, Parameter const& parameter) {
    return route.row && is_list_key(parameter.name);
}

// Nothing of it is searched: that is no parameter of it.
bool has_no_texts(Route const& route) {
    if (!route.row || !route.by_every_field) return false;
    auto const fields = database::every_field_of(*route.row);
    return std::none_of(fields.begin(), fields.end(),
                        [](auto const& field) { return field.is_text && field.filterable; });
}

// "table_accounts_group-member" as functions are called: "tableAccountsGroupMember".
std::string in_one_word(std::string_view name) {
    std::string word;
    bool begins = false;
    for (char const c : name) {
        bool const parts = c == '_' || c == '-';
        if (!parts) word += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        begins = parts;
    }
    return word;
}

std::string response_name(int status) { return "Problem" + std::to_string(status); }

// What the edge, the workers and the routes answer to anybody, whatever is asked.
constexpr int of_everything[] = {400, 408, 413, 414, 421, 431, 500, 503};

std::set<int> problems_of(Route const& route) {
    std::set<int> statuses(std::begin(of_everything), std::end(of_everything));
    if (route.is_plain) {
        statuses.insert({403, 404});
        if (route.access != wire::Access::anyone) statuses.insert({401, 429});
        return statuses;
    }
    statuses.insert({406, 422, 429});
    bool const writes = route.method != Method::get;
    // Whoever signs in is known by what was sent, and may be refused like one who is known.
    if (writes || route.access != wire::Access::anyone) statuses.insert({401, 403});
    if (writes) statuses.insert({404, 409, 415});
    for (auto const& parameter : route.parameters)
        if (parameter.in_path) statuses.insert(404);
    return statuses;
}

void write_bytes(Out& out, std::string_view media_type) {
    object(out, media_type,
           [&] { object(out, "schema", [&] { member(out, "contentMediaType", media_type); }); });
}

// A file of rows says what they are by the names of its columns, or keys.
void write_taken(Out& out, std::string_view media_type) {
    object(out, media_type, [&] {
        if (media_type != csv_type && media_type != json_lines_type) return;
        object(out, "schema", [&] {
            member(out, "type", "string");
            member(out, "description",
                   "Rows as the table's own list answers them, as far as they are known. Columns "
                   "are named by its fields, on the wire or in the words of either language; other "
                   "rows by their ids or by what people call them.");
        });
    });
}

void write_plain_content(Out& out, Route const& route) {
    object(out, "content", [&] {
        object(out, route.content_type, [&] {
            object(out, "schema", [&] {
                if (route.content_type.find("json") != std::string::npos)
                    member(out, "type", "object");
                else if (route.content_type.rfind("text/", 0) == 0)
                    member(out, "type", "string");
            });
        });
    });
}

void write_response(Out& out, Route const& route, int status) {
    object(out, std::to_string(status), [&] {
        member(out, "description", phrase_of(status));
        if (route.is_plain) return write_plain_content(out, route);
        object(out, "content", [&] {
            if (!route.answers.empty()) return write_bytes(out, route.answers);
            object(out, "application/json", [&] {
                key(out, "schema");
                wire::schema::write(out, *route.response);
            });
            if (!route.may_be_csv) return;
            for (auto const type : {csv_type, json_lines_type})
                object(out, type,
                       [&] { object(out, "schema", [&] { member(out, "type", "string"); }); });
        });
    });
}

void write_responses(Out& out, Route const& route) {
    object(out, "responses", [&] {
        write_response(out, route, route.status);
        if (route.later_status != 0) write_response(out, route, route.later_status);
        if (route.may_be_known)
            object(out, "304", [&] { member(out, "description", phrase_of(304)); });
        for (int const status : problems_of(route))
            object(out, std::to_string(status),
                   [&] { member(out, "$ref", "#/components/responses/" + response_name(status)); });
    });
}

// The scope that a script's token needs; empty: no script may, or everybody.
std::string scope_of(Route const& route) {
    if (route.access == wire::Access::administrator) return "admin";
    if (route.access != wire::Access::member && route.access != wire::Access::signed_in) return "";
    return route.method == Method::get ? "read" : "write";
}

std::string description_of(Route const& route) {
    auto const summary = route.summary + ". ";
    switch (route.access) {
        case wire::Access::anyone:
            return summary + (route.may_say_who ? "Needs no credentials, and heeds those that come."
                                                : "Needs no credentials.");
        case wire::Access::session:
            return summary + "For people who are signed in; a script's token is not enough.";
        case wire::Access::signed_in:
            return summary + "For whoever is signed in; a script's token needs the scope `" +
                   scope_of(route) + "`.";
        case wire::Access::member:
            return summary + "For members, not for guests; a script's token needs the scope `" +
                   scope_of(route) + "`.";
        case wire::Access::administrator:
            return summary + "For administrators; a script's token needs the scope `admin`.";
        case wire::Access::administrator_session:
            return summary +
                   "For administrators who are signed in; a script's token is not enough.";
    }
    return summary;
}

void write_scheme(Out& out, std::string_view name, std::string const& scope) {
    object(out, [&] {
        array(out, name, [&] {
            if (!scope.empty()) put(out, scope);
        });
    });
}

void write_security(Out& out, Route const& route) {
    array(out, "security", [&] {
        if (route.access == wire::Access::anyone && !route.may_say_who) return;
        if (route.may_say_who) object(out, [] {});
        write_scheme(out, "session", "");
        if (route.may_say_who) return write_scheme(out, "script", "read");
        auto const scope = scope_of(route);
        if (!scope.empty()) write_scheme(out, "script", scope);
        if (route.may_be_signed) write_scheme(out, "signed", "");
    });
}

void write_operation(Out& out, Route const& route) {
    object(out, lower_case(name_of(route.method)), [&] {
        member(out, "operationId", in_one_word(route.operation));
        member(out, "summary", route.summary);
        member(out, "description", description_of(route));
        array(out, "tags", [&] { put(out, route.tag); });
        if (!route.parameters.empty() || route.row)
            array(out, "parameters", [&] {
                for (auto const& parameter : route.parameters)
                    if (!is_said_by_row(route, parameter) &&
                        !(parameter.name == "search" && has_no_texts(route)))
                        write_parameter(out, parameter);
                if (route.row) write_list_parameters(out, *route.row, route.by_every_field);
                if (route.may_be_csv) write_text_parameters(out);
            });
        if (route.has_body)
            object(out, "requestBody", [&] {
                flag(out, "required", true);
                object(out, "content", [&] {
                    for (auto const& type : route.takes) write_taken(out, type);
                    if (!route.takes.empty()) return;
                    object(out, "application/json", [&] {
                        key(out, "schema");
                        write_body_schema(out, route);
                    });
                });
            });
        write_security(out, route);
        write_responses(out, route);
    });
}

void write_text(Out& out, std::string_view name) {
    object(out, name, [&] { member(out, "type", "string"); });
}

void write_arguments(Out& out) {
    object(out, "arguments", [&] {
        member(out, "type", "object");
        object(out, "additionalProperties", [&] { member(out, "type", "string"); });
    });
}

// RFC 9457, with what this server adds.
void write_problem_schema(Out& out) {
    object(out, "Problem", [&] {
        member(out, "type", "object");
        array(out, "required", [&] {
            for (auto const* name : {"type", "title", "status", "instance"}) put(out, name);
        });
        object(out, "properties", [&] {
            for (auto const* name : {"type", "title", "detail", "instance"}) write_text(out, name);
            object(out, "status", [&] { member(out, "type", "integer"); });
            write_arguments(out);
            object(out, "problems", [&] {
                member(out, "type", "array");
                object(out, "items", [&] {
                    member(out, "type", "object");
                    array(out, "required", [&] {
                        for (auto const* name : {"path", "rule"}) put(out, name);
                    });
                    object(out, "properties", [&] {
                        for (auto const* name : {"path", "rule"}) write_text(out, name);
                        write_arguments(out);
                    });
                });
            });
        });
    });
}

void write_problem_responses(Out& out, std::set<int> const& statuses) {
    object(out, "responses", [&] {
        for (int const status : statuses)
            object(out, response_name(status), [&] {
                member(out, "description", phrase_of(status));
                object(out, "content", [&] {
                    object(out, "application/problem+json", [&] {
                        object(out, "schema",
                               [&] { member(out, "$ref", "#/components/schemas/Problem"); });
                    });
                });
            });
    });
}

void write_bearer(Out& out, std::string_view name, std::string_view format,
                  std::string_view description) {
    object(out, name, [&] {
        member(out, "type", "http");
        member(out, "scheme", "bearer");
        if (!format.empty()) member(out, "bearerFormat", format);
        member(out, "description", description);
    });
}

void write_security_schemes(Out& out) {
    object(out, "securitySchemes", [&] {
        write_bearer(out, "session", "JWT",
                     "The access token of a session: ES256, ten minutes, verified by anybody with "
                     "the keys of /.well-known/jwks.json.");
        write_bearer(out, "script", "",
                     "The token of a script, `kontor_…`, with one of the scopes read, write (which "
                     "holds read) and admin (which holds both, while its owner is an "
                     "administrator).");
        object(out, "signed", [&] {
            member(out, "type", "apiKey");
            member(out, "in", "query");
            member(out, "name", signed_key);
            member(out, "description",
                   "A signed address, for whoever cannot send a header: for one path and its "
                   "query, for a minute, while its session is open.");
        });
    });
}

void write_info(Out& out, ApiTitle const& title) {
    object(out, "info", [&] {
        member(out, "title", title.title);
        member(out, "version", title.version);
        if (!title.description.empty()) member(out, "description", title.description);
        object(out, "license", [&] {
            member(out, "name", "Apache License 2.0");
            member(out, "identifier", "Apache-2.0");
        });
    });
    array(out, "servers", [&] {
        object(out, [&] {
            member(out, "url", "/");
            member(out, "description", "The server that answers this");
        });
    });
}

void write_tags(Out& out, ApiTitle const& title, std::set<std::string> const& used) {
    array(out, "tags", [&] {
        for (auto const& tag : used)
            object(out, [&] {
                member(out, "name", tag);
                for (auto const& [name, description] : title.tags)
                    if (name == tag) member(out, "description", description);
            });
    });
}

// Indented, so that a change of the document is read line by line.
std::string finished(std::string_view json) {
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    name_schemas(document);
    add_examples(document);
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> out(buffer);
    out.SetIndent(' ', 2);
    document.Accept(out);
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

std::string openapi_json(ApiTitle const& title, std::vector<Route> const& routes) {
    std::map<std::string, std::map<std::string_view, Route const*>> paths;
    std::set<std::string> tags;
    std::set<int> statuses;
    for (auto const& route : routes) {
        paths[route.path][name_of(route.method)] = &route;
        tags.insert(route.tag);
        statuses.merge(problems_of(route));
    }
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    object(out, [&] {
        member(out, "openapi", "3.1.0");
        write_info(out, title);
        write_tags(out, title, tags);
        object(out, "paths", [&] {
            for (auto const& [path, methods] : paths)
                object(out, path, [&, &by_method = methods] {
                    for (auto const& [method, route] : by_method) write_operation(out, *route);
                });
        });
        object(out, "components", [&] {
            object(out, "schemas", [&] { write_problem_schema(out); });
            write_problem_responses(out, statuses);
            write_security_schemes(out);
        });
    });
    return finished({buffer.GetString(), buffer.GetSize()});
}

}  // namespace http
