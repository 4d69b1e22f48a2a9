// When messages were sent, as their reader's clocks showed it.
#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "tests/web-client/sample_views.hpp"
#include "web-client/messaging/message.hpp"

namespace messaging_times_test {

using look::Role;
using support::Stage;

TEST_CASE("a message stands at the time and under the day that clocks showed when it was sent") {
    // Berlin in July, looking at the evening of 26 November 2026: 22:30 and 23:30 UTC.
    constexpr std::int64_t evening_us = 1'795'732'200'000'000;
    words::Zone const berlin(
        [](std::int64_t at_us) { return at_us > evening_us + 86'400'000'000 ? 7200 : 3600; });
    messaging::ChannelView view = samples::channel_view(words::Language::english);
    messaging::ChannelDraft draft;
    view.messages.resize(2);
    view.first_new = -1;
    view.messages[0].at_us = evening_us;
    view.messages[1].at_us = evening_us + 3'600'000'000;
    CHECK(messaging::placing_of(view, 1, berlin).new_day);
    view.messages[1].at_us -= 60'000'000 * 31;  // 23:59
    CHECK_FALSE(messaging::placing_of(view, 1, berlin).new_day);
    Stage stage([&](look::Ui& ui, look::Rect window) {
        messaging::channel(ui, view, draft, window, false, false);
    });
    stage.ui().zone = berlin;
    stage.ui().now_us = 1'815'811'200'000'000;  // 17 July 2027
    stage.run(3);
    auto const rows = stage.all(Role::listitem);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name.find("23:30") != std::string::npos);
    CHECK(rows[1].name.find("23:59") != std::string::npos);
}

}  // namespace messaging_times_test
