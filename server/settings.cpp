#include "server/settings.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "server/settings_values.hpp"

namespace server {
namespace {

std::string const* find_variable(Environment const& environment, std::string_view name) {
    for (auto const& [variable, value] : environment) {
        if (variable == name) return &value;
    }
    return nullptr;
}

std::string described(Setting const& setting) {
    std::string text(setting.meaning);
    text += " [" + std::string(setting.variable) + "]";
    if (!setting.fallback.empty()) text += " (default: " + std::string(setting.fallback) + ")";
    return text;
}

// What CLI11 found: for each setting of the table the text that was given, if any.
struct Flags {
    std::vector<std::optional<std::string>> given;
    std::vector<std::string> unknown;
    std::optional<std::string> forget_factor;
    bool help = false, markdown = false, new_keys = false;
};

struct Parser {
    CLI::App app{"The server of Kontor, a workspace of your own.", "kontor-server"};
    std::vector<std::string> texts;
    std::vector<CLI::Option*> options;
    bool wants_help = false, wants_markdown = false, wants_new_keys = false;
    std::string forgets_factor_of;

    Parser() {
        app.set_help_flag();
        app.allow_extras();
        app.add_flag("-h,--help", wants_help, "Print this and end");
        app.add_flag("--new-keys", wants_new_keys,
                     "Make all keys anew and end: everybody signs in again");
        app.add_option("--forget-factor", forgets_factor_of,
                       "Take off the second factor of the account with this e-mail, and end; also "
                       "while the server runs")
            ->type_name("EMAIL");
        app.add_flag("--print-settings-markdown", wants_markdown, "Print the table of the README")
            ->group("");
        texts.resize(all_settings().size());
        for (std::size_t i = 0; i < texts.size(); ++i)
            options.push_back(add(all_settings()[i], texts[i]));
    }

    CLI::Option* add(Setting const& setting, std::string& text) {
        auto const flag = std::string(setting.flag);
        if (flag.empty()) return nullptr;
        if (setting.placeholder.empty())
            return app.add_flag_function(
                flag, [](std::int64_t) {}, described(setting));
        return app.add_option(flag, text, described(setting))
            ->type_name(std::string(setting.placeholder))
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
};

Flags read_flags(Parser& parser, std::vector<std::string> arguments,
                 std::vector<Mistake>& mistakes) {
    Flags flags;
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back.
    try {
        parser.app.parse(std::move(arguments));
    } catch (CLI::ParseError const& error) {
        mistakes.push_back({"command line", error.what()});
    }
    for (std::size_t i = 0; i < parser.options.size(); ++i) {
        auto const* option = parser.options[i];
        if (option == nullptr || option->count() == 0) {
            flags.given.emplace_back();
        } else {
            flags.given.emplace_back(all_settings()[i].placeholder.empty() ? "true"
                                                                           : parser.texts[i]);
        }
    }
    flags.unknown = parser.app.remaining();
    if (parser.app.count("--forget-factor") > 0) flags.forget_factor = parser.forgets_factor_of;
    flags.help = parser.wants_help;
    flags.markdown = parser.wants_markdown;
    flags.new_keys = parser.wants_new_keys;
    return flags;
}

// What a misspelled name was probably meant to be; empty when nothing is near.
std::string nearest(std::string_view name, std::string_view Setting::*which) {
    std::size_t best = 1 + name.size() / 3;
    std::string found;
    for (auto const& setting : all_settings()) {
        auto const distance = edit_distance(name, setting.*which);
        if (distance < best) {
            best = distance;
            found = std::string(setting.*which);
        }
    }
    return found;
}

std::string did_you_mean(std::string const& name) {
    return name.empty() ? std::string() : "; did you mean " + name + "?";
}

void refuse_unknown_flags(Flags const& flags, std::vector<Mistake>& mistakes) {
    for (auto const& word : flags.unknown) {
        auto const name = word.substr(0, word.find('='));
        mistakes.push_back(
            {name, "is no setting of this server" + did_you_mean(nearest(name, &Setting::flag))});
    }
}

void warn_of_unknown_variables(Environment const& environment, std::vector<std::string>& warnings) {
    for (auto const& variable : environment) {
        auto const& name = variable.first;
        if (name.rfind("KONTOR_", 0) != 0) continue;
        auto const known =
            std::any_of(all_settings().begin(), all_settings().end(),
                        [&](Setting const& setting) { return setting.variable == name; });
        if (known) continue;
        warnings.push_back(name + " is set, but this server knows no such variable" +
                           did_you_mean(nearest(name, &Setting::variable)));
    }
}

void refuse_what_does_not_fit(Reading& reading) {
    auto const& settings = reading.settings;
    if (!settings.smtp_url.empty() && settings.mail_from.empty())
        reading.mistakes.push_back(
            {"KONTOR_MAIL_FROM", "must be set when KONTOR_SMTP_URL is: letters need a sender"});
}

// Secrets have no flag, because every user of a machine sees every command line.
std::string variables_without_flag() {
    std::string text = "\nVariables\n";
    for (auto const& setting : all_settings()) {
        if (setting.flag.empty())
            text +=
                "  " + std::string(setting.variable) + "  " + std::string(setting.meaning) + "\n";
    }
    return text;
}

}  // namespace

Environment environment_of_process() {
    Environment environment;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        std::string const text = *entry;
        auto const equals = text.find('=');
        if (equals != std::string::npos)
            environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

Reading read_settings(std::vector<std::string> const& arguments, Environment const& environment) {
    Reading reading;
    Parser parser;
    auto const flags = read_flags(parser, arguments, reading.mistakes);
    if (flags.help) {
        reading.print = parser.app.help() + variables_without_flag();
        return reading;
    }
    if (flags.markdown) {
        reading.print = settings_markdown();
        return reading;
    }
    reading.new_keys = flags.new_keys;
    reading.forget_factor = flags.forget_factor;
    refuse_unknown_flags(flags, reading.mistakes);
    warn_of_unknown_variables(environment, reading.warnings);
    for (std::size_t i = 0; i < all_settings().size(); ++i) {
        auto const& setting = all_settings()[i];
        auto const* variable = find_variable(environment, setting.variable);
        auto const& flag = flags.given[i];
        auto const written_as = std::string(
            setting.flag.empty() || (variable && !flag) ? setting.variable : setting.flag);
        auto const text = flag ? *flag : variable ? *variable : default_of(setting, environment);
        if (auto const problem = setting.read(text, reading.settings)) {
            reading.mistakes.push_back({written_as, *problem});
        }
    }
    refuse_what_does_not_fit(reading);
    return reading;
}

std::vector<std::pair<std::string, std::string>> shown(Settings const& settings) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (auto const& setting : all_settings()) {
        lines.emplace_back(name_of(setting), setting.show(settings));
    }
    return lines;
}

std::string settings_markdown() {
    std::string table = "| flag | variable | default | meaning |\n| --- | --- | --- | --- |\n";
    for (auto const& setting : all_settings()) {
        table += "| ";
        if (!setting.flag.empty()) {
            table += "`" + std::string(setting.flag);
            table +=
                (setting.placeholder.empty() ? "" : " ") + std::string(setting.placeholder) + "` ";
        }
        table += "| `" + std::string(setting.variable) + "` | ";
        if (!setting.fallback.empty()) table += "`" + std::string(setting.fallback) + "`";
        table += " | " + std::string(setting.meaning) + " |\n";
    }
    return table;
}

std::optional<std::string> refuse_root(unsigned user) {
    if (user != 0) return std::nullopt;
    return "The server does not run as root, because a mistake in it would then own the machine, "
           "and PostgreSQL "
           "refuses root as well. Start it with tools/run, which makes a user of its own, or as an "
           "ordinary user.";
}

}  // namespace server
