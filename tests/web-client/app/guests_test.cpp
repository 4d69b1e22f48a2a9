// A guest's screens on the headless stage: what is for members is neither offered nor reached, and
// names come by being asked for.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace shown_guests_test {

using visit::Member;

namespace {

struct Visitor : Member {
    explicit Visitor(std::string const& route) : Member(route) {
        answers.give<accounts::ListPeople>({});
        vera = server.add_person("Vera", true);
        become(anna, accounts::PersonKind::guest);
    }
    void become(base::Id<accounts::Person> person, accounts::PersonKind kind) {
        server.people.write([&](syncing::Unit<accounts::Domain>& unit) {
            auto const taken = syncing::decide_and_write<accounts::Domain>(
                unit, accounts::SetPersonKind{person, kind},
                {vera.value, true, [] { return base::Instant{1}; }, {}});
            REQUIRE_FALSE(taken.answer.refusal);
        });
        settle();
    }
    bool sees(std::string const& text) const {
        return stage->described().find(text) != std::string::npos;
    }
    base::Id<accounts::Person> vera;
};

}  // namespace

TEST_CASE("a guest is offered neither people nor channels to make, and does not reach them") {
    Visitor guest("/");
    CHECK(guest.account->is_guest());
    CHECK_FALSE(guest.sees("People"));
    CHECK_FALSE(guest.sees("Create channel"));
    CHECK(guest.sees("What you are invited to appears here"));
    for (auto const* route : {"/people", "/people/groups", "/admin", "/tables"}) {
        guest.screens->go(route);
        guest.settle();
        CHECK_MESSAGE(guest.sees("There is nothing here"), route);
    }
    CHECK(guest.answers.last_to("/api/v1/people").empty());
    guest.screens->go("/account");
    guest.settle();
    CHECK_FALSE(guest.sees("There is nothing here"));
}

TEST_CASE("a member who becomes a guest loses the directory, and the place that is open") {
    Visitor anna("/");
    anna.become(anna.anna, accounts::PersonKind::member);
    anna.screens->go("/people");
    anna.settle();
    CHECK_FALSE(anna.sees("There is nothing here"));
    CHECK(anna.account->shown<accounts::Domain>().find(anna.boris) != nullptr);
    anna.become(anna.anna, accounts::PersonKind::guest);
    CHECK(anna.sees("There is nothing here"));
    CHECK(anna.account->shown<accounts::Domain>().find(anna.boris) == nullptr);
    CHECK(anna.account->shown<accounts::Domain>().find(anna.anna) != nullptr);
    CHECK(anna.account->workspace() != nullptr);
}

}  // namespace shown_guests_test
