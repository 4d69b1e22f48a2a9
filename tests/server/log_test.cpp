#include "server/log.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

namespace log_test {
namespace {

using server::Level;
using server::Log;

TEST_CASE("a line of the log is one JSON object with time, level, event and fields") {
    std::ostringstream out;
    Log::to(out, Level::info)
        .info("edge.listening",
              {{"address", "127.0.0.1"}, {"port", 8080}, {"sample", true}, {"load", 0.5}});
    auto const line = out.str();
    CHECK(line.substr(0, 9) == R"({"time":")");
    std::string const rest = R"(Z","level":"info","event":"edge.listening",)"
                             R"("address":"127.0.0.1","port":8080,"sample":true,"load":0.5})";
    CHECK(line.find(rest) != std::string::npos);
    CHECK(line.back() == '\n');
}

TEST_CASE("no value forges a second line or breaks out of its quotes") {
    std::ostringstream out;
    std::string const nasty("a\nb\r\"}\\ \x1b[2J \xff \xe2\x80\xa8 {0} %v", 25);
    Log::to(out, Level::info).error("x", {{"value", nasty}, {nasty, nasty}});
    auto const text = out.str();
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\xff') == std::string::npos);
    CHECK(text.find(R"("value":"a\nb\u000d\"}\\ \u001b[2J � \u2028 {0} )") != std::string::npos);
}

TEST_CASE("what turns a line round or cannot be seen is written as its number") {
    std::ostringstream out;
    // A mark that turns round, one of each kind that is not seen, and a letter of a tag.
    Log::to(out, Level::info)
        .info("x",
              {{"\u202Ename", "a\u202Eb\u2066c\u200Fd\u200Be\uFEFFf\u00ADg\u3164h\U000E0041i"}});
    auto const text = out.str();
    CHECK(
        text.find(
            R"("\u202ename":"a\u202eb\u2066c\u200fd\u200be\ufefff\u00adg\u3164h\udb40\udc41i")") !=
        std::string::npos);
    // What people write in is left as it is.
    Log::to(out, Level::info).info("x", {{"value", "Ёлка ñ 漢字 😀"}});
    CHECK(out.str().find("Ёлка ñ 漢字 😀") != std::string::npos);
}

TEST_CASE("what is below the least level is not written") {
    std::ostringstream out;
    auto const log = Log::to(out, Level::warning);
    log.info("quiet");
    log.debug("quieter");
    CHECK(out.str().empty());
    log.warning("heard");
    CHECK(out.str().find("heard") != std::string::npos);
}

}  // namespace
}  // namespace log_test
