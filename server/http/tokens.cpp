#include "server/http/tokens.hpp"

#include <algorithm>

namespace http {
namespace {

bool is_tchar(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
int weight_of(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    if (text.size() > 1 && text[1] != '.') return 0;
    int weight = (text[0] - '0') * 1000;
    int step = 100;
    for (std::size_t i = 2; i < text.size(); ++i, step /= 10) {
        if (text[i] < '0' || text[i] > '9') return 0;
        weight += (text[i] - '0') * step;
    }
    return std::min(weight, 1000);
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_tchar);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::vector<std::string_view> list_items(std::string_view list) {
    std::vector<std::string_view> items;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size() && list[i] == '"') quoted = !quoted;
        if (i < list.size() && (quoted || list[i] != ',')) continue;
        auto const item = trimmed(list.substr(begin, i - begin));
        if (!item.empty()) items.push_back(item);
        begin = i + 1;
    }
    return items;
}

bool has_list_item(std::string_view list, std::string_view lower_case_item) {
    auto const items = list_items(list);
    return std::any_of(items.begin(), items.end(),
                       [&](auto item) { return lower_case(item) == lower_case_item; });
}

std::optional<std::string_view> bearer_word(std::string_view authorization) {
    auto const space = authorization.find(' ');
    if (space == authorization.npos || lower_case(authorization.substr(0, space)) != "bearer")
        return std::nullopt;
    return trimmed(authorization.substr(space));
}

std::vector<Weighted> weighted_items(std::string_view list) {
    std::vector<Weighted> weighted;
    for (auto item : list_items(list)) {
        auto semicolon = std::min(item.find(';'), item.size());
        Weighted one;
        one.name = lower_case(trimmed(item.substr(0, semicolon)));
        while (semicolon < item.size()) {
            item.remove_prefix(semicolon + 1);
            semicolon = std::min(item.find(';'), item.size());
            auto const parameter = lower_case(trimmed(item.substr(0, semicolon)));
            if (parameter.substr(0, 2) == "q=")
                one.weight = weight_of(parameter.substr(2));
            else
                one.parameters += ";" + parameter;
        }
        weighted.push_back(std::move(one));
    }
    return weighted;
}

int weight_of_type(std::vector<Weighted> const& accepted, std::string_view lower_case_type) {
    auto const range = std::string(lower_case_type.substr(0, lower_case_type.find('/'))) + "/*";
    int weight = 0;
    int closest = -1;
    for (auto const& item : accepted) {
        int const close = item.name == lower_case_type ? 2
                          : item.name == range         ? 1
                          : item.name == "*/*"         ? 0
                                                       : -1;
        if (close <= closest) continue;
        closest = close;
        weight = item.weight;
    }
    return weight;
}

}  // namespace http
