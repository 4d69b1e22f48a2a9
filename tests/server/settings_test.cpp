#include "server/settings.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "server/settings_values.hpp"

namespace server_settings_test {
namespace {

using server::read_settings;

bool mentions(std::vector<server::Mistake> const& mistakes, std::string const& setting) {
    return std::any_of(mistakes.begin(), mistakes.end(),
                       [&](server::Mistake const& mistake) { return mistake.setting == setting; });
}

TEST_CASE("without flags and variables the defaults hold") {
    auto const reading = read_settings({}, {{"HOME", "/home/anna"}});
    CHECK(reading.mistakes.empty());
    CHECK(reading.warnings.empty());
    CHECK(reading.settings.listen.host == "127.0.0.1");
    CHECK(reading.settings.listen.port == 8080);
    CHECK(reading.settings.data == "/home/anna/.local/share/kontor");
    CHECK(reading.settings.database_url.empty());
    CHECK(reading.settings.workers == 8);
    CHECK_FALSE(reading.settings.sample);
}

TEST_CASE("a flag wins over a variable, a variable over the default") {
    auto const reading = read_settings(
        {"--listen", "[::1]:0", "--sample"},
        {{"KONTOR_LISTEN", "10.0.0.1:80"}, {"KONTOR_WORKERS", "3"}, {"KONTOR_DATA", "/d"}});
    CHECK(reading.mistakes.empty());
    CHECK(reading.settings.listen.host == "::1");
    CHECK(reading.settings.listen.port == 0);
    CHECK(reading.settings.workers == 3);
    CHECK(reading.settings.sample);
    CHECK(read_settings({"--data=/x", "--workers=4"}, {}).settings.workers == 4);
}

TEST_CASE("all mistakes are said at once, each with the name under which it was written") {
    auto const reading = read_settings({"--workers", "0", "--lisen", "x", "--public-url=ftp://a"},
                                       {{"KONTOR_LISTEN", "nowhere:99999"},
                                        {"KONTOR_TRUSTED_PROXIES", "10.0.0.0/8, 10.0.0.1/33"},
                                        {"KONTOR_SAMPLE", "maybe"},
                                        {"KONTOR_LOG_LEVEL", "loud"},
                                        {"KONTOR_DATABASE_URL", "postgresql://a:geheim%zz@h/d"}});
    CHECK(reading.mistakes.size() == 10);
    for (auto const* name :
         {"--workers", "--lisen", "x", "--public-url", "KONTOR_LISTEN", "KONTOR_TRUSTED_PROXIES",
          "KONTOR_SAMPLE", "KONTOR_LOG_LEVEL", "KONTOR_DATABASE_URL", "--data"}) {
        CHECK_MESSAGE(mentions(reading.mistakes, name), name);
    }
    for (auto const& mistake : reading.mistakes)
        CHECK(mistake.message.find("geheim") == std::string::npos);
}

TEST_CASE("a flag without its value is one of the mistakes") {
    auto const reading = read_settings({"--listen"}, {{"HOME", "/h"}, {"KONTOR_WORKERS", "many"}});
    CHECK(mentions(reading.mistakes, "command line"));
    CHECK(mentions(reading.mistakes, "KONTOR_WORKERS"));
}

TEST_CASE("an unknown name is reported with the nearest known one") {
    auto const reading = read_settings(
        {"--lisen=1"}, {{"HOME", "/h"}, {"KONTOR_WORKER", "3"}, {"KONTOR_QQQQQQQQQQ", "3"}});
    REQUIRE(reading.mistakes.size() == 1);
    CHECK(reading.mistakes[0].message.find("did you mean --listen?") != std::string::npos);
    REQUIRE(reading.warnings.size() == 2);
    CHECK(reading.warnings[0].find("did you mean KONTOR_WORKERS?") != std::string::npos);
    CHECK(reading.warnings[1].find("did you mean") == std::string::npos);
}

TEST_CASE("every setting stands in the help, the table of the README and the start-up print") {
    auto const reading = read_settings({"--help"}, {});
    REQUIRE(reading.print);
    CHECK(reading.mistakes.empty());
    auto const markdown = server::settings_markdown();
    auto const shown = server::shown({});
    REQUIRE(shown.size() == server::all_settings().size());
    for (auto const& setting : server::all_settings()) {
        CHECK(reading.print->find(std::string(setting.flag)) != std::string::npos);
        CHECK(reading.print->find(std::string(setting.variable)) != std::string::npos);
        CHECK(markdown.find(std::string(setting.flag)) != std::string::npos);
        CHECK(markdown.find(std::string(setting.meaning)) != std::string::npos);
    }
    CHECK(read_settings({"--print-settings-markdown"}, {}).print == markdown);
}

TEST_CASE("what is shown can be read again and means the same") {
    auto const first = read_settings(
        {"--listen=[::]:81", "--data=/d/../e", "--public-url=https://k.example/",
         "--zone=Europe/Moscow", "--trusted-proxies=10.0.0.0/8,::1", "--workers=2",
         "--log-level=debug", "--web=/w", "--mail-from=Kontor <k@k.example>",
         "--smtp-ca=/etc/passwd", "--registration=invitation", "--key-file=/k/../key",
         "--rate-limits=0.25", "--cors-origins=https://a.example,http://b.example:81"},
        {});
    CHECK(first.mistakes.empty());
    std::vector<std::string> again;
    for (auto const& [name, value] : server::shown(first.settings)) {
        bool const is_masked = name == "database-url" || name == "smtp-url" ||
                               name == "metrics-token" || name == "sentry-dsn";
        bool const is_switch = name == "sample" || name == "admin-second-factor";
        if (!is_masked && !is_switch) again.push_back("--" + name + "=" + value);
    }
    CHECK(server::shown(read_settings(again, {}).settings) == server::shown(first.settings));
    CHECK(first.settings.public_url == "https://k.example");
    CHECK(first.settings.data == "/e");
}

TEST_CASE("how letters are sent and who may register is checked at the start") {
    auto const good = read_settings({"--mail-from", "kontor@k.example", "--registration=closed"},
                                    {{"HOME", "/h"}, {"KONTOR_SMTP_URL", "smtp://u:geheim@m:587"}});
    CHECK(good.mistakes.empty());
    CHECK(good.settings.smtp_url == "smtp://u:geheim@m:587");
    CHECK(good.settings.registration == accounts::RegistrationMode::closed);
    CHECK(good.settings.rate_limits == 1);
    for (auto const& [name, value] : server::shown(good.settings))
        CHECK(value.find("geheim") == std::string::npos);
    // A sender is needed as soon as there is somebody to hand letters to.
    auto const nobody = read_settings({}, {{"HOME", "/h"}, {"KONTOR_SMTP_URL", "smtp://m"}});
    CHECK(mentions(nobody.mistakes, "KONTOR_MAIL_FROM"));
    auto const wrong =
        read_settings({"--mail-from=nobody", "--registration=ajar", "--rate-limits=-1"},
                      {{"HOME", "/h"}, {"KONTOR_SMTP_URL", "http://geheim@m"}});
    CHECK(wrong.mistakes.size() == 4);
    for (auto const* name : {"--mail-from", "--registration", "--rate-limits", "KONTOR_SMTP_URL"})
        CHECK_MESSAGE(mentions(wrong.mistakes, name), name);
    for (auto const& mistake : wrong.mistakes)
        CHECK(mistake.message.find("geheim") == std::string::npos);
    for (auto const* factor : {"", "x", "1x", "1001", "nan", "inf"})
        CHECK(mentions(read_settings({"--rate-limits", factor}, {{"HOME", "/h"}}).mistakes,
                       "--rate-limits"));
}

TEST_CASE("where strangers come by, an invitation is needed, unless it is said otherwise") {
    using accounts::RegistrationMode;
    auto const mode = [](std::vector<std::string> const& flags, server::Environment more = {}) {
        more.emplace_back("HOME", "/h");
        auto const reading = read_settings(flags, more);
        CHECK(reading.mistakes.empty());
        return reading.settings.registration;
    };
    std::string const url = "--public-url=https://k.example";
    CHECK(mode({}) == RegistrationMode::open);
    CHECK(mode({url}) == RegistrationMode::invitation);
    CHECK(mode({}, {{"KONTOR_PUBLIC_URL", "https://k.example"}}) == RegistrationMode::invitation);
    CHECK(mode({url, "--registration=open"}) == RegistrationMode::open);
    CHECK(mode({"--registration=open", url}) == RegistrationMode::open);
    CHECK(mode({url}, {{"KONTOR_REGISTRATION", "closed"}}) == RegistrationMode::closed);
    CHECK(mode({"--registration=invitation"}) == RegistrationMode::invitation);
}

TEST_CASE("the authorities of the mail server are a file that is there") {
    auto const read = [](std::string const& file) {
        return read_settings({"--smtp-ca", file}, {{"HOME", "/h"}});
    };
    CHECK(read("/etc/passwd").settings.smtp_ca == "/etc/passwd");
    CHECK(read("").mistakes.empty());
    for (auto const* wrong : {"/etc", "/etc/none.pem"})
        CHECK(mentions(read(wrong).mistakes, "--smtp-ca"));
}

TEST_CASE("passwords are never shown") {
    for (std::string const url :
         {"postgresql://kontor:geheim@db/k", "host=db password='geheim' user=kontor",
          "postgresql://db/k?password=geheim&sslpassword=geheim", "postgresql://u:geheim%zz@h/"}) {
        server::Settings settings;
        settings.database_url = url;
        for (auto const& [name, value] : server::shown(settings))
            CHECK(value.find("geheim") == std::string::npos);
        CHECK(server::masked_database_url(url).find("***") != std::string::npos);
    }
    CHECK(server::masked_database_url("postgresql://kontor:geheim@db/k").find("host=db") !=
          std::string::npos);
}

TEST_CASE("tokens and keys are checked at the start, and never shown") {
    auto const good =
        read_settings({}, {{"HOME", "/h"},
                           {"KONTOR_METRICS_TOKEN", "geheim-geheim-geheim"},
                           {"KONTOR_SENTRY_DSN", "https://geheim@sentry.example.org/7"}});
    CHECK(good.mistakes.empty());
    for (auto const& shown : server::shown(good.settings)) {
        CAPTURE(shown.first);
        CHECK(shown.second.find("geheim") == std::string::npos);
    }
    for (auto const& setting :
         server::Environment{{"KONTOR_METRICS_TOKEN", "geheim"},
                             {"KONTOR_METRICS_TOKEN", "geheim with spaces in it"},
                             {"KONTOR_SENTRY_DSN", "https://geheim.example.org"},
                             {"KONTOR_CORS_ORIGINS", "*"},
                             {"KONTOR_CORS_ORIGINS", "https://a.example/path"},
                             {"KONTOR_CORS_ORIGINS", "https://a.example,b.example"},
                             {"KONTOR_CORS_ORIGINS", "https://A.example"}}) {
        auto const bad = read_settings({}, {{"HOME", "/h"}, setting});
        CAPTURE(setting.second);
        CHECK(mentions(bad.mistakes, setting.first));
        for (auto const& mistake : bad.mistakes)
            CHECK(mistake.message.find("geheim") == std::string::npos);
    }
}

TEST_CASE("root is refused with what to do instead, others are not") {
    REQUIRE(server::refuse_root(0));
    CHECK(server::refuse_root(0)->find("tools/run") != std::string::npos);
    CHECK_FALSE(server::refuse_root(1000));
}

}  // namespace
}  // namespace server_settings_test
