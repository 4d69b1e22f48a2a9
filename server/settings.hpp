// What may be set from outside, by a flag or by a KONTOR_* variable of the environment. One table
// says for every setting what it is called, what it means and how it is read; the help, the README
// and the start-up print are derived from it, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/log.hpp"
#include "shared/accounts/admin_api.hpp"

namespace server {

struct Endpoint {
    std::string host = "127.0.0.1";  // an address, never a name; IPv6 without its brackets
    std::uint16_t port = 8080;       // 0 lets the system choose
};

// An address range of a proxy whose forwarded headers are believed: "10.0.0.0/8", or one address.
struct Network {
    std::string address;
    int bits = 32;
};

struct Settings {
    Endpoint listen;
    std::filesystem::path data;      // files, and the embedded PostgreSQL
    std::filesystem::path key_file;  // of this installation; empty: "key" in data
    std::string database_url;        // empty: the embedded PostgreSQL
    std::string migration_url;       // of the owner of its tables; empty: they are one role
    std::string public_url;          // without a slash at its end; empty: http://<listen>
    std::string zone;                // "Europe/Moscow"; empty: the machine's
    std::vector<Network> trusted_proxies;
    int workers = 8;
    bool sample = false;
    Level log_level = Level::info;
    std::string smtp_url;   // empty: no letters are sent
    std::string smtp_ca;    // a file; empty: the system's authorities
    std::string mail_from;  // "Kontor <kontor@example.org>"
    // These two, as the zone, are the first values of the workspace's row, and whether they were
    // said, or left to what is usual.
    accounts::RegistrationMode registration = accounts::RegistrationMode::open;
    bool administrators_need_second_factor = false;
    bool registration_said = false, second_factor_said = false;
    double rate_limits = 1;                 // how much wider than usual; 0: none
    std::vector<std::string> cors_origins;  // of other sites whose pages may use the API
    std::string metrics_token;              // empty: metrics are for this machine alone
    std::string sentry_dsn;                 // empty: failures are told nobody else
    std::filesystem::path picture_program;  // no flag: empty, kontor-picture beside the server
    std::filesystem::path web;              // the built web client; empty: only the API is served
};

// One mistake of whoever started the server, with the name of the setting as they wrote it.
struct Mistake {
    std::string setting;
    std::string message;
};

struct Reading {
    Settings settings;
    std::vector<Mistake> mistakes;      // all of them; with any, the server must not start
    std::vector<std::string> warnings;  // unknown KONTOR_* variables
    std::optional<std::string> print;   // asked for by --help and the like: print it, and end well
    bool new_keys = false;              // make them, and end
    std::optional<std::string> forget_factor;  // whose second factor is to be taken off, instead
};

using Environment = std::vector<std::pair<std::string, std::string>>;
Environment environment_of_process();

// Flags win over variables, variables over defaults.
// `arguments` are without the program's own name.
Reading read_settings(std::vector<std::string> const& arguments, Environment const& environment);

// What is in force, as name and value, secrets masked: the start-up print.
std::vector<std::pair<std::string, std::string>> shown(Settings const& settings);

// The table of the README.
std::string settings_markdown();

// What libpq understands of a connection string, as "user=kontor password=*** host=db"; nothing
// that it does not understand is repeated, because it might hold the password.
std::string masked_database_url(std::string_view url);

// The sentence that explains why the server does not start, when `user` is root.
std::optional<std::string> refuse_root(unsigned user);

}  // namespace server
