#include "server/http/route.hpp"

#include <algorithm>
#include <stdexcept>

#include "server/http/body_limit.hpp"

namespace http {

Method method_of(wire::Method method) {
    switch (method) {
        case wire::Method::get:
            return Method::get;
        case wire::Method::post:
            return Method::post;
        case wire::Method::put:
            return Method::put;
        case wire::Method::patch:
            return Method::patch;
        case wire::Method::del:
            return Method::del;
    }
    return Method::get;
}

std::vector<std::string> pieces_of(std::string_view path) {
    if (path.substr(0, 1) != "/")
        throw std::logic_error("a path begins with /: " + std::string(path));
    std::vector<std::string> pieces;
    for (auto rest = path.substr(1); !rest.empty();) {
        auto const end = std::min(rest.find('/'), rest.size());
        if (end == 0 || end + 1 == rest.size())
            throw std::logic_error("an empty piece in the path " + std::string(path));
        pieces.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return pieces;
}

bool is_placeholder(std::string_view piece) {
    return piece.size() > 2 && piece.front() == '{' && piece.back() == '}';
}

std::optional<NamedValues> match(Route const& route, Request const& request) {
    bool const slash_at_end = request.path.size() > 1 && request.path.back() == '/';
    if (slash_at_end || route.pieces.size() != request.segments.size()) return std::nullopt;
    NamedValues values;
    for (std::size_t i = 0; i < route.pieces.size(); ++i) {
        auto const& piece = route.pieces[i];
        if (is_placeholder(piece))
            values.emplace_back(piece.substr(1, piece.size() - 2), request.segments[i]);
        else if (piece != request.segments[i])
            return std::nullopt;
    }
    return values;
}

std::pair<std::string, std::string> tag_and_operation(std::string_view spelled_type) {
    auto const last = spelled_type.rfind("::");
    auto const scope =
        last == spelled_type.npos ? std::string_view() : spelled_type.substr(0, last);
    auto const colons = scope.rfind("::");
    std::string const tag(colons == scope.npos ? scope : scope.substr(colons + 2));
    std::string operation(last == spelled_type.npos ? spelled_type : spelled_type.substr(last + 2));
    if (!operation.empty() && operation[0] >= 'A' && operation[0] <= 'Z')
        operation[0] = static_cast<char>(operation[0] - 'A' + 'a');
    return {tag, operation};
}

void add_parameters(Route& route) {
    route.body_bytes = body_limit_of(*route.request);
    for (auto const& field : route.request->fields) {
        bool const in_path = names_in_path(route.path, field.name);
        if (!in_path && route.method != Method::get && route.takes.empty()) {
            route.has_body = true;
            continue;
        }
        route.parameters.push_back({std::string(field.name), in_path,
                                    in_path || field.rules.required, field.type, field.rules});
    }
}

}  // namespace http
