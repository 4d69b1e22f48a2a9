#include <arpa/inet.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <numeric>
#include <vector>

#include "server/settings_values.hpp"

namespace server {

std::string name_of(Setting const& setting) {
    std::string name(setting.variable.substr(std::string_view("KONTOR_").size()));
    for (auto& c : name) c = c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
    return name;
}

std::string default_of(Setting const& setting, Environment const& environment) {
    std::string text(setting.fallback);
    if (text.rfind("~/", 0) != 0) return text;
    for (auto const& [variable, value] : environment) {
        if (variable == "HOME" && !value.empty()) return value + text.substr(1);
    }
    return {};  // Without a home folder it must be given.
}

namespace {

struct LevelName {
    std::string_view name;
    Level level;
};
constexpr LevelName level_names[] = {{"trace", Level::trace}, {"debug", Level::debug},
                                     {"info", Level::info},   {"warning", Level::warning},
                                     {"error", Level::error}, {"off", Level::off}};

}  // namespace

std::optional<Level> level_from(std::string_view name) {
    for (auto const& known : level_names)
        if (known.name == name) return known.level;
    return std::nullopt;
}

std::string_view name_of(Level level) {
    for (auto const& known : level_names)
        if (known.level == level) return known.name;
    return "?";
}

// Levenshtein's distance, one row at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto const above = row[j + 1];
            row[j + 1] = std::min({diagonal + (a[i] == b[j] ? 0u : 1u), above + 1, row[j] + 1});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::optional<std::string> problem_of_database_url(std::string const& text) {
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const parsed(
        PQconninfoParse(text.c_str(), nullptr), &PQconninfoFree);
    if (parsed) return std::nullopt;
    // The text is not repeated: the mistake may stand in the middle of a password.
    return "must be like postgresql://user:password@host:5432/database, with special characters as "
           "%XX";
}

std::optional<int> number(std::string_view text, int least, int most) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    if (text.front() == '-' || value < least || value > most) return std::nullopt;
    return value;
}

int address_bits(std::string const& text) {
    unsigned char bytes[16];
    if (inet_pton(AF_INET, text.c_str(), bytes) == 1) return 32;
    if (inet_pton(AF_INET6, text.c_str(), bytes) == 1) return 128;
    return 0;
}

bool is_origin(std::string_view text) {
    auto const scheme = text.rfind("https://", 0) == 0 ? 8 : text.rfind("http://", 0) == 0 ? 7 : 0;
    auto const authority = text.substr(static_cast<std::size_t>(scheme));
    auto const plain = std::all_of(authority.begin(), authority.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    });
    return scheme != 0 && !authority.empty() && plain;
}

std::optional<Network> network(std::string const& text) {
    auto const slash = text.find('/');
    auto const address = text.substr(0, slash);
    auto const most = address_bits(address);
    if (most == 0) return std::nullopt;
    if (slash == std::string::npos) return Network{address, most};
    auto const bits = number(text.substr(slash + 1), 0, most);
    if (!bits) return std::nullopt;
    return Network{address, *bits};
}

std::vector<std::string> words_of(std::string const& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const end = std::min(text.find(',', begin), text.size());
        auto word = text.substr(begin, end - begin);
        word.erase(0, word.find_first_not_of(' '));
        word.erase(word.find_last_not_of(' ') + 1);
        words.push_back(std::move(word));
        begin = end + 1;
    }
    return words;
}

std::string masked_database_url(std::string_view url) {
    if (url.empty()) return {};
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const parsed(
        PQconninfoParse(std::string(url).c_str(), nullptr), &PQconninfoFree);
    if (!parsed) return "***";
    std::string text;
    for (auto const* option = parsed.get(); option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        // libpq itself marks what a dialog would hide: the passwords.
        bool const hidden = option->dispchar != nullptr && option->dispchar[0] == '*';
        if (!text.empty()) text += ' ';
        text += std::string(option->keyword) + "=" + (hidden ? "***" : option->val);
    }
    return text;
}

}  // namespace server
