// What holds of the room of every domain, whichever there are: what it says of itself is complete.
#include <doctest/doctest.h>

#include "server/sync/take.hpp"
#include "tests/domains/described.hpp"
#include "tests/web-client/app/offered.hpp"
#include "tests/web-client/domains/described.hpp"

namespace every_room_test {

using visit::Member;

namespace {

constexpr auto both = {words::Language::english, words::Language::russian};

// Somebody in whose rooms there is something to see.
struct Visitor : Member {
    Visitor() : Member("/", true) {
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            auto const brought = described::RoomTests<Domain>::fill(*this);
            filled.places.insert(filled.places.end(), brought.places.begin(), brought.places.end());
            filled.offered.insert(brought.offered.begin(), brought.offered.end());
            filled.grey.insert(brought.grey.begin(), brought.grey.end());
        });
    }
    // All places that a person is led to, and those that domains have besides.
    std::vector<std::string> places(words::Words const& words) {
        auto all = filled.places;
        for (auto const* place : {"/", "/tray", "/about", "/nowhere"}) all.emplace_back(place);
        for (auto const& section : screens->rooms().sections(words))
            for (auto const& entry : section.entries) all.push_back(entry.route);
        return all;
    }
    // visit(room) for the room of each domain.
    template <class Visit>
    void each_of_a_domain(Visit&& visit) {
        screens->rooms().each([&]<class R>(R& room) {
            if constexpr (house::is_of_a_domain<R>) visit(room);
        });
    }
    described::Filled filled;
};

// "tray.notes.write-note", wherever it stands in a text.
bool holds_a_key(std::string const& text) {
    auto const is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == '.' && is_small(text[i - 1]) && is_small(text[i + 1])) return true;
    return false;
}

}  // namespace

TEST_CASE("the places of every domain are tried") {
    Visitor anna;
    words::Words const words(words::Language::english);
    auto const places = anna.places(words);
    anna.each_of_a_domain([&]<class R>(R& room) {
        std::size_t taken = 0;
        for (auto const& place : places) taken += room.go(place) ? 1 : 0;
        room.leave();
        CHECK_MESSAGE(taken > 0, "no place of ", house::DomainOf<R>::name);
    });
}

TEST_CASE(
    "whatever can be done has a name in each language, an icon, and a reason when it cannot") {
    Visitor anna;
    rooms::Offered offered;
    for (auto const language : both) {
        words::Words const words(language);
        for (auto const& place : anna.places(words)) {
            CAPTURE(place);
            anna.screens->go(place);
            anna.settle();
            rooms::judge(anna.screens->commands(words), words, offered);
        }
    }
    CHECK(offered.names.count("menu.sign-out") == 1);
    for (auto const& name : anna.filled.offered)
        CHECK_MESSAGE(offered.names.count(name) == 1, name);
    CHECK(offered.grey == anna.filled.grey);
}

TEST_CASE("every entry of the navigation leads to a place that says what it is") {
    Visitor anna;
    for (auto const language : both) {
        words::Words const words(language);
        std::size_t entries = 0;
        auto& rooms = anna.screens->rooms();
        for (auto const& section : rooms.sections(words))
            for (auto const& entry : section.entries) {
                CAPTURE(entry.route);
                ++entries;
                CHECK_FALSE(entry.label.empty());
                CHECK(entry.icon != look::Icon::none);
                CHECK(rooms.go(entry.route));
                rooms.refresh(words);
                CHECK_FALSE(rooms.place(words).title.empty());
                CHECK(shell::is_in(entry, entry.route));
            }
        CHECK(entries > Domains::count);
    }
}

TEST_CASE("the tray and signing out name whatever somebody may ask for, in each language") {
    Visitor anna;
    anna.each_of_a_domain([]<class R>(R& room) {
        for (auto const& command : described::Tests<house::DomainOf<R>>::commands()) {
            if (std::visit([]<class C>(C const&) { return syncing::is_internal<C>; }, command))
                continue;
            CAPTURE(wire::name_of_held(command));
            std::set<std::string> texts;
            for (auto const language : both) {
                auto const said = room.said(words::Words(language), command);
                CHECK_FALSE(said.what.empty());
                CHECK_FALSE_MESSAGE(holds_a_key(said.what), said.what);
                texts.insert(said.what);
            }
            CHECK(texts.size() == 2);
        }
    });
}

}  // namespace every_room_test
