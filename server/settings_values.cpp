#include "server/settings_values.hpp"

#include <arpa/inet.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "server/mail/smtp.hpp"
#include "server/outside.hpp"

#include "server/watch/sentry.hpp"

namespace server {
namespace {

using Problem = std::optional<std::string>;

Problem read_listen(std::string const& text, Settings& settings) {
    auto const colon = text.rfind(':');
    auto const port =
        colon == std::string::npos ? std::nullopt : number(text.substr(colon + 1), 0, 65535);
    if (!port)
        return "must be an address and a port of 0 to 65535, like 127.0.0.1:8080 or [::1]:8080";
    auto host = text.substr(0, colon);
    bool const bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    auto const bits = address_bits(host);
    if (bits == 0 || (bits == 128) != bracketed) {
        return "must begin with an address, not a name: 127.0.0.1 for this machine, 0.0.0.0 or "
               "[::] for all its networks";
    }
    settings.listen = {host, static_cast<std::uint16_t>(*port)};
    return std::nullopt;
}

std::string show_listen(Settings const& settings) {
    auto const& [host, port] = settings.listen;
    auto const shown_host = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return shown_host + ":" + std::to_string(port);
}

Problem read_data(std::string const& text, Settings& settings) {
    if (text.empty()) return "must be a folder";
    settings.data = std::filesystem::absolute(text).lexically_normal();
    return std::nullopt;
}

std::string show_data(Settings const& settings) { return settings.data.string(); }

Problem read_key_file(std::string const& text, Settings& settings) {
    settings.key_file =
        text.empty() ? std::filesystem::path() : std::filesystem::absolute(text).lexically_normal();
    return std::nullopt;
}

std::string show_key_file(Settings const& settings) { return settings.key_file.string(); }

Problem read_database_url(std::string const& text, Settings& settings) {
    settings.database_url = text;
    return problem_of_database_url(text);
}

std::string show_database_url(Settings const& settings) {
    return settings.database_url.empty() ? "(embedded)"
                                         : masked_database_url(settings.database_url);
}

Problem read_migration_url(std::string const& text, Settings& settings) {
    settings.migration_url = text;
    return problem_of_database_url(text);
}

Problem read_smtp_url(std::string const& text, Settings& settings) {
    settings.smtp_url = text;
    auto problem = text.empty() ? std::string() : mail::problem_of_url(text);
    return problem.empty() ? std::nullopt : Problem(std::move(problem));
}

std::string show_smtp_url(Settings const& settings) { return mail::masked_url(settings.smtp_url); }

Problem read_smtp_ca(std::string const& text, Settings& settings) {
    settings.smtp_ca =
        text.empty() ? text : std::filesystem::absolute(text).lexically_normal().string();
    if (text.empty() || (std::filesystem::is_regular_file(settings.smtp_ca) &&
                         std::ifstream(settings.smtp_ca).good()))
        return std::nullopt;
    return "must be a file of certificates (PEM) that the server may read";
}

std::string show_smtp_ca(Settings const& settings) { return settings.smtp_ca; }

Problem read_mail_from(std::string const& text, Settings& settings) {
    settings.mail_from = text;
    if (text.empty()) return std::nullopt;
    try {
        mail::sender_from_text(text);
        return std::nullopt;
    } catch (std::invalid_argument const& error) {
        return error.what();
    }
}

std::string show_mail_from(Settings const& settings) { return settings.mail_from; }

// The public address is read before: where strangers from everywhere come by, whoever has no
// invitation would be a colleague at once, and read who all the others are.
Problem read_registration(std::string const& text, Settings& settings) {
    using accounts::RegistrationMode;
    if (text.empty()) {
        settings.registration =
            settings.public_url.empty() ? RegistrationMode::open : RegistrationMode::invitation;
        return std::nullopt;
    }
    auto const mode = base::enum_from<accounts::RegistrationMode>(text);
    if (!mode) return "must be open, invitation or closed";
    settings.registration = *mode;
    settings.registration_said = true;
    return std::nullopt;
}

std::string show_registration(Settings const& settings) {
    return std::string(base::name_of(settings.registration));
}

Problem read_rate_limits(std::string const& text, Settings& settings) {
    double factor = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
    bool const is_number = error == std::errc() && end == text.data() + text.size();
    if (!is_number || !(factor >= 0) || factor > 1000)
        return "must be a number from 0 to 1000: 2 is twice as much as usual, 0 has no limits";
    settings.rate_limits = factor;
    return std::nullopt;
}

std::string show_rate_limits(Settings const& settings) {
    std::array<char, 32> text{};
    auto const written =
        std::to_chars(text.data(), text.data() + text.size(), settings.rate_limits);
    return {text.data(), written.ptr};
}

Problem read_public_url(std::string const& text, Settings& settings) {
    auto rest = std::string_view(text);
    if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
    settings.public_url = std::string(rest);
    if (text.empty()) return std::nullopt;
    if (!is_origin(rest)) {
        return "must be a scheme and a host, without a path, like https://kontor.example.org";
    }
    return std::nullopt;
}

std::string show_public_url(Settings const& settings) { return settings.public_url; }

Problem read_zone(std::string const& text, Settings& settings) {
    settings.zone = text;
    if (text.empty() || knows_zone(text)) return std::nullopt;
    return "must be the name of a time zone that this machine knows, like Europe/Moscow";
}

std::string show_zone(Settings const& settings) { return settings.zone; }

Problem read_trusted_proxies(std::string const& text, Settings& settings) {
    settings.trusted_proxies.clear();
    for (auto const& word : words_of(text)) {
        auto const found = network(word);
        if (!found)
            return "must be addresses or networks with commas between them, like "
                   "127.0.0.1,10.0.0.0/8; \"" +
                   word + "\" is none";
        settings.trusted_proxies.push_back(*found);
    }
    return std::nullopt;
}

std::string show_trusted_proxies(Settings const& settings) {
    std::string text;
    for (auto const& proxy : settings.trusted_proxies) {
        text += (text.empty() ? "" : ",") + proxy.address + "/" + std::to_string(proxy.bits);
    }
    return text;
}

Problem read_cors_origins(std::string const& text, Settings& settings) {
    settings.cors_origins = words_of(text);
    for (auto const& origin : settings.cors_origins) {
        bool const has_capitals =
            std::any_of(origin.begin(), origin.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!is_origin(origin) || has_capitals)
            return "must be origins as browsers say them, in small letters, with commas between "
                   "them, like https://app.example.org; \"" +
                   origin + "\" is none";
    }
    return std::nullopt;
}

std::string show_cors_origins(Settings const& settings) {
    std::string text;
    for (auto const& origin : settings.cors_origins) text += (text.empty() ? "" : ",") + origin;
    return text;
}

Problem read_metrics_token(std::string const& text, Settings& settings) {
    settings.metrics_token = text;
    bool const plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
    if (!text.empty() && (!plain || text.size() < 16))
        return "must be at least 16 letters and digits, since whoever guesses it reads the metrics";
    return std::nullopt;
}

std::string show_metrics_token(Settings const& settings) {
    return settings.metrics_token.empty() ? "" : "***";
}

Problem read_sentry_dsn(std::string const& text, Settings& settings) {
    settings.sentry_dsn = text;
    if (text.empty() || watch::sentry_address(text)) return std::nullopt;
    return "must be like https://key@host/project";
}

std::string show_sentry_dsn(Settings const& settings) {
    return watch::masked_dsn(settings.sentry_dsn);
}

Problem read_workers(std::string const& text, Settings& settings) {
    auto const count = number(text, 1, 256);
    if (!count) return "must be a whole number from 1 to 256";
    settings.workers = *count;
    return std::nullopt;
}

std::string show_workers(Settings const& settings) { return std::to_string(settings.workers); }

Problem read_switch(std::string const& text, bool& is_on) {
    bool const on = text == "true" || text == "yes" || text == "on" || text == "1";
    bool const off =
        text.empty() || text == "false" || text == "no" || text == "off" || text == "0";
    if (!on && !off) return "must be true or false";
    is_on = on;
    return std::nullopt;
}

Problem read_sample(std::string const& text, Settings& settings) {
    return read_switch(text, settings.sample);
}

std::string show_sample(Settings const& settings) { return settings.sample ? "true" : "false"; }

Problem read_admin_second_factor(std::string const& text, Settings& settings) {
    settings.second_factor_said = !text.empty();
    return read_switch(text, settings.administrators_need_second_factor);
}

std::string show_admin_second_factor(Settings const& settings) {
    return settings.administrators_need_second_factor ? "true" : "false";
}

Problem read_log_level(std::string const& text, Settings& settings) {
    auto const level = level_from(text);
    if (!level) return "must be one of trace, debug, info, warning, error, off";
    settings.log_level = *level;
    return std::nullopt;
}

std::string show_log_level(Settings const& settings) {
    return std::string(name_of(settings.log_level));
}

Problem read_web(std::string const& text, Settings& settings) {
    settings.web =
        text.empty() ? std::filesystem::path() : std::filesystem::absolute(text).lexically_normal();
    return std::nullopt;
}

std::string show_web(Settings const& settings) { return settings.web.string(); }

constexpr Setting table[] = {
    {"--listen", "KONTOR_LISTEN", "HOST:PORT", "127.0.0.1:8080",
     "Where the server answers; other machines reach it only behind a proxy or when this is not "
     "the local address.",
     false, read_listen, show_listen},
    {"--data", "KONTOR_DATA", "DIR", "~/.local/share/kontor",
     "Folder of all files and of the embedded PostgreSQL; made when it is missing.", false,
     read_data, show_data},
    {"", "KONTOR_DATABASE_URL", "URL", "",
     "A PostgreSQL of your own, `postgresql://user:password@host/database`; without it the server "
     "runs an embedded one. Another machine has to show a certificate for its name, unless "
     "`sslmode` says otherwise.",
     true, read_database_url, show_database_url},
    {"", "KONTOR_MIGRATION_URL", "URL", "",
     "The same database as the role that owns its tables, for bringing them up to date; then the "
     "other one needs no right to change tables.",
     true, read_migration_url,
     [](Settings const& settings) { return masked_database_url(settings.migration_url); }},
    {"--key-file", "KONTOR_KEY_FILE", "FILE", "",
     "The key that secrets in the database are sealed with, one for all servers on it; without it "
     "`key` in the data folder. Made when it is missing.",
     false, read_key_file, show_key_file},
    {"--public-url", "KONTOR_PUBLIC_URL", "URL", "",
     "The address that people type, for links and cookies; other names are then answered 421.",
     false, read_public_url, show_public_url},
    {"--zone", "KONTOR_ZONE", "ZONE", "",
     "The time zone in which the workspace's days begin, like `Europe/Moscow`; without it the "
     "machine's. Only the first value: administrators change it in the workspace's settings.",
     false, read_zone, show_zone},
    {"--trusted-proxies", "KONTOR_TRUSTED_PROXIES", "LIST", "",
     "Addresses or networks whose `X-Forwarded-For` is believed, with commas between them.", false,
     read_trusted_proxies, show_trusted_proxies},
    {"", "KONTOR_SMTP_URL", "URL", "",
     "The server that sends letters, `smtp://user:password@host:587` or `smtps://host`; without it "
     "links are said in the log and to administrators. Another machine must speak TLS, unless the "
     "address ends in `?tls=optional`.",
     true, read_smtp_url, show_smtp_url},
    {"--smtp-ca", "KONTOR_SMTP_CA", "FILE", "",
     "Certificates (PEM) of the authorities that may vouch for the mail server, in place of the "
     "system's; `SSL_CERT_FILE` is not heeded.",
     false, read_smtp_ca, show_smtp_ca},
    {"--mail-from", "KONTOR_MAIL_FROM", "ADDRESS", "",
     "The sender of letters, `Kontor <kontor@example.org>` or the address alone.", false,
     read_mail_from, show_mail_from},
    {"--registration", "KONTOR_REGISTRATION", "MODE", "",
     "Who may create an account: everybody (`open`, without a public URL), whoever has an "
     "invitation (`invitation`, with one), or only those whom an administrator registers "
     "(`closed`). Only the first value: administrators change it in the workspace's settings.",
     false, read_registration, show_registration},
    {"--admin-second-factor", "KONTOR_ADMIN_SECOND_FACTOR", "", "",
     "Administrators may do nothing as such before they have turned on a second factor. Only the "
     "first value: administrators change it in the workspace's settings.",
     false, read_admin_second_factor, show_admin_second_factor},
    {"--rate-limits", "KONTOR_RATE_LIMITS", "FACTOR", "1",
     "How often one may try to sign in, to register and the like: 2 is twice as often as usual, 0 "
     "has no limits.",
     false, read_rate_limits, show_rate_limits},
    {"--workers", "KONTOR_WORKERS", "N", "8",
     "How many requests are worked on at once; also the limit of database connections.", false,
     read_workers, show_workers},
    {"--sample", "KONTOR_SAMPLE", "", "",
     "Fills an empty workspace with sample people, channels and messages; their password is drawn "
     "by lot, and printed once.",
     false, read_sample, show_sample},
    {"--log-level", "KONTOR_LOG_LEVEL", "LEVEL", "info",
     "The least that is logged: trace, debug, info, warning, error or off.", false, read_log_level,
     show_log_level},
    {"--cors-origins", "KONTOR_CORS_ORIGINS", "LIST", "",
     "Origins of other sites whose pages may use the API, `https://app.example.org`, with commas "
     "between them.",
     false, read_cors_origins, show_cors_origins},
    {"", "KONTOR_METRICS_TOKEN", "TOKEN", "",
     "What a scraper must send to read `/metrics`, from wherever; without it only this machine "
     "may.",
     true, read_metrics_token, show_metrics_token},
    {"", "KONTOR_SENTRY_DSN", "URL", "",
     "A Sentry-compatible service that is told of unexpected failures, `https://key@host/project`.",
     true, read_sentry_dsn, show_sentry_dsn},
    {"--web", "KONTOR_WEB", "DIR", "",
     "Folder of the built web client; without it only the API is served.", false, read_web,
     show_web},
};

}  // namespace

std::span<Setting const> all_settings() { return table; }

}  // namespace server
