// The table of all settings, and how each value is read
// from text. Only settings.cpp and its tests look here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/settings.hpp"

namespace server {

struct Setting {
    std::string_view flag;         // "--listen"; empty: only the variable sets it
    std::string_view variable;     // "KONTOR_LISTEN"
    std::string_view placeholder;  // "HOST:PORT"; empty: a switch, which is on or off
    std::string_view fallback;     // as it would be written; empty: none
    std::string_view meaning;      // a sentence for the help and the README
    bool secret;                   // holds a password, which is never printed: show() masks it
    // Reads the text into the settings, or says what is wrong with it ("must be …").
    std::optional<std::string> (*read)(std::string const& text, Settings& settings);
    std::string (*show)(Settings const& settings);
};

std::span<Setting const> all_settings();

std::string name_of(Setting const& setting);  // "listen"
// The fallback, with "~" as the home folder of the environment.
std::string default_of(Setting const& setting, Environment const& environment);

// What is wrong with an address of a database; nothing when libpq understands it.
std::optional<std::string> problem_of_database_url(std::string const& text);
std::optional<Level> level_from(std::string_view name);
std::string_view name_of(Level level);

std::size_t edit_distance(std::string_view a, std::string_view b);

// ---- parts of values

std::optional<int> number(std::string_view text, int least, int most);
// 32 for an IPv4 address, 128 for an IPv6 address, 0 for anything else.
int address_bits(std::string const& text);
// "10.0.0.0/8", or one address.
std::optional<Network> network(std::string const& text);
// A scheme and a host, as in "https://kontor.example.org:8443".
bool is_origin(std::string_view text);
// What stands between commas.
std::vector<std::string> words_of(std::string const& text);

}  // namespace server
