#include "server/http/target.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace http {
namespace {

constexpr std::size_t most_query_pairs = 100;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_visible_ascii(char c) { return c > ' ' && c < '\x7f'; }

// A segment may not bring a separator, a step or a control character in by its encoding.
bool is_segment(std::string const& text) {
    if (text.empty() || text == "." || text == "..") return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '/' || c == '\\';
    });
}

bool parse_path(std::string_view text, Target& target) {
    text.remove_prefix(1);
    target.path.assign(1, '/');  // g++ 12 sees an overlap in the assignment of a literal
    while (!text.empty()) {
        auto const end = std::min(text.find('/'), text.size());
        auto segment = decoded(text.substr(0, end), false);
        if (!segment || !is_segment(*segment)) return false;
        target.path += *segment;
        target.segments.push_back(std::move(*segment));
        if (end == text.size()) break;
        target.path += '/';
        text.remove_prefix(end + 1);
    }
    return true;
}

bool parse_query(std::string_view text, Target& target) {
    while (!text.empty()) {
        auto const end = std::min(text.find('&'), text.size());
        auto const pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, equals), true);
        auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value || target.query.size() == most_query_pairs) return false;
        target.query.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

}  // namespace

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            int const high = hex_digit(text[i + 1]);
            int const low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0') return std::nullopt;
        plain += c;
    }
    if (!base::is_utf8(plain)) return std::nullopt;
    return plain;
}

std::optional<std::string_view> parse_target(std::string_view text, Target& target) {
    if (!std::all_of(text.begin(), text.end(), is_visible_ascii)) return "path-malformed";
    if (text.find('#') != text.npos) return "path-malformed";
    if (auto const scheme = text.find("://"); scheme != text.npos && text.substr(0, 1) != "/") {
        if (auto const name = text.substr(0, scheme); name != "http" && name != "https")
            return "path-malformed";
        text.remove_prefix(scheme + 3);
        auto const path = std::min(text.find_first_of("/?"), text.size());
        if (path == 0) return "path-malformed";
        target.authority = text.substr(0, path);
        text.remove_prefix(path);
        if (text.empty()) text = "/";
    }
    if (text.substr(0, 1) != "/") return "path-malformed";
    auto const question = std::min(text.find('?'), text.size());
    if (!parse_path(text.substr(0, question), target)) return "path-encoding";
    if (question < text.size() && !parse_query(text.substr(question + 1), target))
        return "query-malformed";
    return std::nullopt;
}

}  // namespace http
