// What the trial domain does on the server by itself, and what it lists.
#include <doctest/doctest.h>

#include "shared/wire/json.hpp"
#include "tests/server/app/running.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace notes_test {
namespace {

using world::Outcome;

struct Book {
    explicit Book(scene::Peer& who) : owner(who) {
        REQUIRE(owner.send(notes::OpenNotebook{id, owner.person, "Кухня", {}, {}}).outcome ==
                Outcome::accepted);
    }
    base::Id<notes::Note> write(std::string const& title, base::Day due) const {
        base::Id<notes::Note> const note{server::fresh_id()};
        REQUIRE(
            owner
                .send(notes::WriteNote{
                    id, note, title, due, {1'250}, base::Money{99'900, base::Currency::of("RUB")}})
                .outcome == Outcome::accepted);
        return note;
    }
    void finish(base::Id<notes::Note> note) const {
        REQUIRE(owner.send(notes::SetState{id, note, notes::State::done}).outcome ==
                Outcome::accepted);
    }
    scene::Peer& owner;
    base::Id<notes::Notebook> id{server::fresh_id()};
};

std::string titles_in(wire::ListPage<notes::Note> const& page) {
    std::string titles;
    for (auto const& note : page.rows) titles += note.title + " ";
    return titles;
}

TEST_CASE("a title stands once in a notebook, which a command knows by what it read for") {
    scene::Server server;
    auto anna = server.registered("anna");
    Book const book(anna), other(anna);
    book.write("Мука", {30'000});
    book.write("Мука ржаная", {30'000});
    other.write("Мука", {30'000});
    auto const again = anna.send(
        notes::WriteNote{book.id, {server::fresh_id()}, "Мука", {30'000}, {1}, std::nullopt});
    REQUIRE(again.refusal);
    CHECK(again.refusal->reason == "title-taken");
    // And not by the table, which would take it.
    CHECK(server
              .sql("select 1 from pg_index where indrelid = 'notes.note'::regclass and "
                   "indisunique and not indisprimary")
              .empty());
}

TEST_CASE("what is due is due today at the earliest, as the workspace's calendar has it") {
    scene::Server server;
    auto anna = server.registered("anna");
    Book const book(anna);
    auto const today = server::calendar(server::now()).today;
    auto const said = [&](base::Day due) {
        auto const answer = anna.send(notes::WriteNote{
            book.id, {server::fresh_id()}, base::to_text(due), due, {1}, std::nullopt});
        return answer.refusal ? answer.refusal->reason : std::string();
    };
    CHECK(said({today.days - 2}) == "day-past");
    CHECK(said({today.days + 1}).empty());
}

TEST_CASE("notes are listed in the order of their days, by state, and those of others are not") {
    scene::Server server;
    auto anna = server.registered("anna"), boris = server.registered("boris");
    Book const of_anna(anna), of_boris(boris);
    of_boris.write("Чужое", {30'000});
    auto const last = of_anna.write("Сахар", {30'002});
    of_anna.write("Мука", {30'000});
    of_anna.write("Масло", {30'001});
    of_anna.finish(last);
    CHECK(titles_in(anna.ask<notes::ListNotes>().value) == "Мука Масло Сахар ");
    auto const listed = [&](std::string const& query) {
        auto const answer = anna.raw("GET", "/api/v1/notes?" + query, "");
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        wire::ListPage<notes::Note> page;
        REQUIRE(wire::json::parse(answer.body, page).empty());
        return titles_in(page);
    };
    CHECK(listed("filter%5Bstate%5D=done") == "Сахар ");
    CHECK(listed("sort=-due&limit=1") == "Сахар ");
    CHECK(listed("search=%D0%BC%D0%B0%D1%81") == "Масло ");  // "мас"
}

TEST_CASE("notes that were done long ago are erased by a job, and their followers are told") {
    auto const database = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    std::string since;
    base::Id<notes::Note> kept, old;
    std::optional<scene::Peer> anna;
    {
        scene::Server server(database);
        anna.emplace(server.registered("anna"));
        Book const book(*anna);
        kept = book.write("Мука", {30'000});
        old = book.write("Масло", {30'000});
        book.finish(kept);
        book.finish(old);
        server.sql("update notes.note set finished = finished - " +
                   std::to_string(notes::kept_us + 1'000'000) + " where id = '" +
                   base::to_text(old) + "'");
        since = anna->news().since;
    }
    {
        scene::Running const running(*database);
        auto const connection = database::open(database->url());
        CHECK(http_test::eventually([&] {
            pqxx::work work(*connection);
            return work.exec("select 1 from notes.note").size() == 1;
        }));
    }
    scene::Server server(database);
    scene::Peer again = server.stranger();
    again.email = anna->email;
    again.sign_in();
    auto const news = again.news(since);
    CHECK(scene::rows_in<notes::Notebook>(news).at(0).notes == 1);
    CHECK(titles_in(again.ask<notes::ListNotes>().value) == "Мука ");
}

}  // namespace
}  // namespace notes_test
