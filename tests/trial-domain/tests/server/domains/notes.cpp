// What the server's tests ask of the trial domain.
#include "server/outside.hpp"
#include "tests/server/domains/described.hpp"

namespace described {

using namespace permissions;
using Notes = ServerTests<notes::Domain>;

namespace {

constexpr Expected in_notebook(char const* by_owner) {
    return {"notebook-unknown", by_owner, "notebook-unknown", "notebook-unknown",
            "notebook-unknown"};
}

base::Id<notes::Notebook> open_notebook(scene::Peer& owner, std::string const& title) {
    notes::OpenNotebook const open{
        {server::fresh_id()}, owner.person, title, std::nullopt, std::nullopt};
    REQUIRE(owner.send(open).outcome == world::Outcome::accepted);
    return open.notebook;
}

}  // namespace

template <>
Things Notes::things(scene::Peer& owner) {
    return {{"notebook", base::to_text(open_notebook(owner, "x"))}};
}

template <>
std::vector<Row> Notes::endpoints() {
    return {
        {"GET /api/v1/notes", "", "", to_read},
        {"POST /api/v1/notes/commands", "",
         R"({"client":"{id}","commands":[{"number":1,"command":{"type":"notes.open-notebook",)"
         R"("value":{"notebook":"{id}","owner":"{owner}","title":"x"}}}]})",
         to_write},
    };
}

template <>
std::vector<CommandRow> Notes::commands() {
    return {
        {"notes.open-notebook", R"({"notebook":"{id}","owner":"{owner}","title":"x"})",
         own("accepted")},
        {"notes.write-note",
         R"({"notebook":"{notebook}","note":"{id}","title":"x","due":"2126-11-21",)"
         R"("amount":{"thousandths":1}})",
         in_notebook("accepted")},
        {"notes.edit-rows",
         R"({"act":"{id}","rows":[{"edit":"{id}",)"
         R"("before":{"type":"notes.notebook","value":{"id":"{notebook}",)"
         R"("owner":"{owner}","title":"x"}},"after":{"type":"notes.notebook","value":{)"
         R"("id":"{notebook}","owner":"{owner}","title":"x"}}}]})",
         by_administrators},
        {"notes.set-state", R"({"notebook":"{notebook}","note":"{id}","state":"done"})",
         in_notebook("note-unknown")},
    };
}

template <>
std::vector<std::string_view> Notes::never_writes() {
    return {};
}

template <>
std::string Notes::good(Blank const& blank) {
    if (blank.name == "notebook" && blank.form.command != notes::OpenNotebook::type_name)
        return described::in_quotes(blank.things.at("notebook"));
    if (blank.name == "due") return R"("2126-11-21")";
    // No two notes have one title.
    if (blank.name == "title" && blank.form.command == notes::WriteNote::type_name)
        return described::in_quotes(base::to_text(server::fresh_id()));
    return {};
}

template <>
void Notes::live(scene::Peer& person, std::string const& mark) {
    auto const notebook = open_notebook(person, mark);
    notes::WriteNote const write{notebook, {server::fresh_id()}, mark, {57'302}, {1}, std::nullopt};
    REQUIRE(person.send(write).outcome == world::Outcome::accepted);
}

template <>
std::vector<std::string_view> Notes::keeps_nobody() {
    // Only administrators change rows by hand.
    return {"notes.edit"};
}

template <>
std::vector<std::string> Notes::archived() {
    return {"notebooks.json", "notes.json"};
}

template <>
std::vector<std::string_view> Notes::not_archived() {
    return {};
}

template <>
std::int64_t Notes::stored(std::string const& mark) {
    return static_cast<std::int64_t>(mark.size());  // the title of a notebook
}

template <>
std::vector<std::string> Notes::gauges() {
    return {"kontor_notes"};
}

}  // namespace described
