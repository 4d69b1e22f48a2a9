#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/web-client/app/visit.hpp"
#include "web-client/house/crash.hpp"
#include "web-client/look/widgets.hpp"

namespace crash_test {

using look::Role;

namespace {

// A screen that breaks in the middle of drawing, as App shows one, before anybody has signed in.
struct Broken : visit::Place {
    Broken() : tab(machine.open_tab()), api(tab), crash(tab, api) {
        tab.place = "/reset#a-secret-word";
        stage = std::make_unique<support::Stage>([this](look::Ui& ui, look::Rect window) {
            try {
                look::draw_or_abandon(ui, [&] { draw(ui, window); });
            } catch (std::exception const& error) {
                crash.happened(tab.route(), error.what());
            }
        });
    }
    void draw(look::Ui& ui, look::Rect window) {
        if (crash.is_shown()) {
            crash.frame(ui, window);
            return;
        }
        look::begin_region(ui, Role::main, "Work", window, look::Ground::ground);
        look::Scroll scroll;
        scroll.id = "work";
        look::begin_scroll(ui, scroll, window);
        if (breaks) throw std::runtime_error("a broken row");
        look::text(ui, "All is well");
        look::end_scroll(ui);
        look::end_region(ui);
    }
    void settle() {
        stage->run(2);
        machine.pass(100);
        stage->run(4);
    }
    fake::Tab& tab;
    client::Api api;
    house::Crash crash;
    bool breaks = true;
    std::unique_ptr<support::Stage> stage;
};

}  // namespace

TEST_CASE(
    "a screen that fails is reported once, without the words of links, and its number shown") {
    Broken broken;
    broken.answers.give<accounts::ReportFailure>({1043});
    broken.settle();
    CHECK(broken.stage->sees(Role::status,
                             "It was reported under the number 1043: tell it to an administrator "
                             "if it happens again."));
    auto const report = broken.answers.last<accounts::ReportFailure>();
    CHECK(report.find(R"("place":"/reset","text":"a broken row")") != std::string::npos);
    CHECK(report.find("secret") == std::string::npos);
    broken.stage->click(Role::button, "Go on");
    broken.settle();
    CHECK(broken.stage->sees(Role::heading, "Something went wrong"));  // it broke again
    CHECK(broken.answers.asked.size() == 2);  // the second time from another screen
    broken.stage->click(Role::button, "Go on");
    broken.settle();
    CHECK(broken.answers.asked.size() == 2);
    broken.breaks = false;
    broken.stage->click(Role::button, "Go on");
    broken.settle();
    CHECK(broken.stage->sees(Role::text, "All is well"));
}

TEST_CASE("what could not be reported is said to be so") {
    Broken broken;
    broken.server.reachable = false;
    broken.settle();
    CHECK(broken.stage->sees(
        Role::status, "It could not be reported: there is no connection, or nobody is signed in."));
}

}  // namespace crash_test
