// Which columns a list shows: what is asked for and what is there.
#include "web-client/tables/columns.hpp"

#include <doctest/doctest.h>

namespace columns_test {
namespace {

using base::field;
using tables::Columns;

struct Thing {
    base::Id<Thing> id;
    std::int64_t number = 0;
    std::string title;
    std::string note;
    std::string password;
    static constexpr auto fields() {
        return base::Pack{field("id", &Thing::id).required(), field("number", &Thing::number),
                          field("title", &Thing::title).required().line().at_most(50),
                          field("note", &Thing::note).at_most(50),
                          field("password", &Thing::password).secret()};
    }
};
struct Mark {
    base::Id<Mark> id;
    base::Id<Thing> thing;
    static constexpr auto fields() {
        return base::Pack{field("id", &Mark::id).required(),
                          field("thing", &Mark::thing).required().refers_to("trial.thing")};
    }
};
auto const& thing = base::type_of<Thing>();

Columns fields_of(Columns const& columns) {
    tables::PartOfRow const part(thing, columns);
    Columns names;
    for (auto const& each : part.type().fields) names.emplace_back(each.name);
    return names;
}

}  // namespace

TEST_CASE("a row is known by its name, or by the first that says something") {
    CHECK(tables::key_column(thing) == "title");
    CHECK(tables::key_column(base::type_of<Mark>()) == "thing");
    CHECK(tables::usual_columns(thing) == Columns{"number", "title", "note"});
    CHECK(tables::every_column(thing) == Columns{"id", "number", "title", "note"});
}

TEST_CASE("what is asked for and is not there is passed over, and the name comes along") {
    CHECK(tables::judged_columns(thing, {}) == Columns{});
    CHECK(tables::judged_columns(thing, {"nothing", "password"}) == Columns{});
    CHECK(tables::judged_columns(thing, {"note", "note", "id"}) == Columns{"title", "note", "id"});
    CHECK(tables::judged_columns(thing, {"note", "title"}) == Columns{"note", "title"});
    CHECK(fields_of({}) == Columns{"id", "number", "title", "note", "password"});
    CHECK(fields_of({"note", "password"}) == Columns{"title", "note"});
}

TEST_CASE("a column comes at the end, goes, and moves by one") {
    CHECK(tables::with_column(thing, {}, "number", false) == Columns{"title", "note"});
    CHECK(tables::with_column(thing, {}, "id", true) == Columns{"number", "title", "note", "id"});
    CHECK(tables::with_column(thing, {"title", "note"}, "number", true) ==
          Columns{"title", "note", "number"});
    // What is usual need not be said.
    CHECK(tables::with_column(thing, {"number", "title"}, "note", true) == Columns{});
    CHECK(tables::moved_column({"a", "b", "c"}, "b", true) == Columns{"b", "a", "c"});
    CHECK(tables::moved_column({"a", "b", "c"}, "b", false) == Columns{"a", "c", "b"});
    CHECK(tables::moved_column({"a", "b"}, "a", true) == Columns{"a", "b"});
    CHECK(tables::moved_column({"a", "b"}, "b", false) == Columns{"a", "b"});
    CHECK(tables::moved_column({"a"}, "x", true) == Columns{"a"});
}

}  // namespace columns_test
