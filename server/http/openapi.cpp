#include "server/http/openapi.hpp"

#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/http/status.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

using wire::json::key, wire::json::Out, wire::json::put;

template <class Inside>
void object(Out& out, Inside inside) {
    out.StartObject();
    inside();
    out.EndObject();
}
template <class Inside>
void object(Out& out, std::string_view name, Inside inside) {
    key(out, name);
    object(out, inside);
}
template <class Inside>
void array(Out& out, std::string_view name, Inside inside) {
    key(out, name);
    out.StartArray();
    inside();
    out.EndArray();
}
void member(Out& out, std::string_view name, std::string_view value) {
    key(out, name);
    put(out, value);
}

void write_parameter(Out& out, Parameter const& parameter) {
    object(out, [&] {
        member(out, "name", parameter.name);
        member(out, "in", parameter.in_path ? "path" : "query");
        if (parameter.required) {
            key(out, "required");
            out.Bool(true);
        }
        key(out, "schema");
        parameter.schema(out);
    });
}

bool declares(Route const& route, std::string_view parameter) {
    return std::any_of(route.parameters.begin(), route.parameters.end(),
                       [&](Parameter const& one) { return one.name == parameter; });
}

// Every list takes these; which fields it takes is said by its rows.
void write_list_parameters(Out& out, Route const& route) {
    object(out, [&] {
        member(out, "name", "filter");
        member(out, "in", "query");
        member(out, "description", "filter[field]=a,b or filter[field][at_least|at_most|starts]=a");
        member(out, "style", "deepObject");
        object(out, "schema", [&] { member(out, "type", "object"); });
    });
    if (declares(route, "sort")) return;
    object(out, [&] {
        member(out, "name", "sort");
        member(out, "in", "query");
        member(out, "description",
               "Fields in their order, \"-\" before those that descend: \"-name,id\"");
        object(out, "schema", [&] { member(out, "type", "string"); });
    });
}

void write_problem_response(Out& out, int status) {
    object(out, std::to_string(status), [&] {
        member(out, "description", phrase_of(status));
        object(out, "content", [&] {
            object(out, "application/problem+json", [&] {
                object(out, "schema", [&] { member(out, "$ref", "#/components/schemas/Problem"); });
            });
        });
    });
}

std::set<int> problems_of(Route const& route) {
    std::set<int> statuses{500, 503};
    if (route.is_plain) return statuses;
    statuses.insert({400, 406, 422, 429});
    if (route.access != wire::Access::anyone) statuses.insert({401, 403});
    if (route.has_body) statuses.insert({413, 415});
    if (route.method != Method::get) statuses.insert(409);
    for (auto const& parameter : route.parameters)
        if (parameter.in_path) statuses.insert(404);
    return statuses;
}

void write_responses(Out& out, Route const& route) {
    object(out, "responses", [&] {
        object(out, std::to_string(route.status), [&] {
            member(out, "description", phrase_of(route.status));
            if (route.is_plain) return;
            object(out, "content", [&] {
                object(out, "application/json", [&] {
                    key(out, "schema");
                    route.answer_schema(out);
                });
            });
        });
        for (int const status : problems_of(route)) write_problem_response(out, status);
    });
}

void write_operation(Out& out, Route const& route) {
    object(out, lower_case(name_of(route.method)), [&] {
        member(out, "operationId", route.operation);
        member(out, "summary", route.summary);
        array(out, "tags", [&] { put(out, route.tag); });
        if (!route.parameters.empty() || route.is_list)
            array(out, "parameters", [&] {
                for (auto const& parameter : route.parameters) write_parameter(out, parameter);
                if (route.is_list) write_list_parameters(out, route);
            });
        if (route.has_body)
            object(out, "requestBody", [&] {
                key(out, "required");
                out.Bool(true);
                object(out, "content", [&] {
                    object(out, "application/json", [&] {
                        key(out, "schema");
                        route.body_schema(out);
                    });
                });
            });
        if (route.access != wire::Access::anyone)
            array(out, "security", [&] { object(out, [&] { array(out, "bearer", [] {}); }); });
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
                        put(out, "path");
                        put(out, "rule");
                    });
                    object(out, "properties", [&] {
                        write_text(out, "path");
                        write_text(out, "rule");
                        write_arguments(out);
                    });
                });
            });
        });
    });
}

void write_components(Out& out) {
    object(out, "components", [&] {
        object(out, "schemas", [&] { write_problem_schema(out); });
        object(out, "securitySchemes", [&] {
            object(out, "bearer", [&] {
                member(out, "type", "http");
                member(out, "scheme", "bearer");
            });
        });
    });
}

// So that a change of the document is read line by line.
std::string indented(std::string_view json) {
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
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
    for (auto const& route : routes) {
        paths[route.path][name_of(route.method)] = &route;
        tags.insert(route.tag);
    }
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    object(out, [&] {
        member(out, "openapi", "3.1.0");
        object(out, "info", [&] {
            member(out, "title", title.title);
            member(out, "version", title.version);
        });
        array(out, "tags", [&] {
            for (auto const& tag : tags) object(out, [&] { member(out, "name", tag); });
        });
        object(out, "paths", [&] {
            for (auto const& [path, methods] : paths)
                object(out, path, [&, &by_method = methods] {
                    for (auto const& [method, route] : by_method) write_operation(out, *route);
                });
        });
        write_components(out);
    });
    return indented({buffer.GetString(), buffer.GetSize()});
}

}  // namespace http
