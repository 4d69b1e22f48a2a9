#include "web-client/tables/place.hpp"

#include <utility>

namespace tables {
namespace {

constexpr std::string_view area = "/tables";

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~[],").find(c) != std::string_view::npos;
}

std::string escaped(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_unreserved(c))
            out += c;
        else
            out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const coded = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
                           digit(text[i + 2]) >= 0;
        if (coded) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

// What stands before the separator; the rest follows it.
std::string_view cut(std::string_view& rest, char separator) {
    auto const at = rest.find(separator);
    auto const part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

std::optional<Filter> filter_of(std::string_view key, std::string value) {
    if (key.substr(0, 7) != "filter[") return std::nullopt;
    key.remove_prefix(7);
    Filter filter;
    filter.field = cut(key, ']');
    filter.value = std::move(value);
    if (key.empty()) return filter;
    if (key.front() != '[' || key.back() != ']') return std::nullopt;
    filter.comparison = key.substr(1, key.size() - 2);
    return filter;
}

std::vector<std::string> columns_of(std::string_view names) {
    std::vector<std::string> columns;
    while (!names.empty()) {
        auto const name = cut(names, ',');
        if (!name.empty()) columns.emplace_back(name);
    }
    return columns;
}

}  // namespace

std::string key_of(Filter const& filter) {
    auto key = "filter[" + filter.field + "]";
    return filter.comparison.empty() ? key : key + "[" + filter.comparison + "]";
}

std::optional<Place> place_of(std::string_view route) {
    if (route.substr(0, area.size()) != area) return std::nullopt;
    route.remove_prefix(area.size());
    if (!route.empty() && route.front() != '/' && route.front() != '?') return std::nullopt;
    auto path = cut(route, '?');
    if (!path.empty()) path.remove_prefix(1);
    Place place;
    auto const domain = unescaped(cut(path, '/')), row = unescaped(cut(path, '/'));
    place.table = row.empty() ? domain : domain + "." + row;
    if (path == "new") {
        place.adds = true;
    } else if (path == "import") {
        place.imports = true;
    } else if (!path.empty()) {
        place.row = base::id_from_text(path);
        if (!place.row) return std::nullopt;
    }
    while (!route.empty()) {
        auto pair = cut(route, '&');
        auto const key = unescaped(cut(pair, '='));
        auto value = unescaped(pair);
        if (key == "sort")
            place.sort = std::move(value);
        else if (key == "search")
            place.search = std::move(value);
        else if (key == "act")
            place.act = base::id_from_text(value).value_or(base::Id128{});
        else if (key == "columns")
            place.columns = columns_of(value);
        else if (auto filter = filter_of(key, std::move(value)))
            place.filters.push_back(std::move(*filter));
    }
    return place;
}

std::string route_of(Place const& place) {
    std::string route(area);
    if (place.table.empty()) return route;
    // What has a point in its last part is a file to servers of files.
    auto const point = place.table.find('.');
    route += "/" + escaped(place.table.substr(0, point));
    if (point != std::string::npos) route += "/" + escaped(place.table.substr(point + 1));
    if (place.adds) return route + "/new";
    if (place.imports)
        return route + "/import" +
               (place.act.is_none() ? std::string() : "?act=" + base::to_text(place.act));
    if (place.row) return route + "/" + base::to_text(*place.row);
    char next = '?';
    auto const add = [&](std::string_view key, std::string const& value) {
        route += std::exchange(next, '&') + escaped(key) + "=" + escaped(value);
    };
    if (!place.search.empty()) add("search", place.search);
    if (!place.sort.empty()) add("sort", place.sort);
    std::string columns;
    for (auto const& name : place.columns) columns += (columns.empty() ? "" : ",") + name;
    if (!columns.empty()) add("columns", columns);
    for (auto const& filter : place.filters) add(key_of(filter), filter.value);
    return route;
}

}  // namespace tables
