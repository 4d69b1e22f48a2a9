// What the server's tests ask of each domain, beside what stands in tests/domains: who may do what,
// good values for its forms, and what a person leaves behind in it. A domain brings it in
// tests/server/domains/<name>.cpp; what it does not bring is missed by the linker, by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/server/app/described.hpp"
#include "tests/server/held_to_all/permission_stage.hpp"

namespace described {

// A field of a form that somebody fills in, who owns these things.
struct Blank {
    Form const& form;
    std::string_view name;
    Schema const& schema;
    scene::Peer const& who;
    permissions::Things const& things;
};

template <class Domain>
struct ServerTests {
    // Made by their owner, who alone may see them: what the lines below name in braces.
    static permissions::Things things(scene::Peer& owner);
    static std::vector<permissions::Row> endpoints();
    static std::vector<permissions::CommandRow> commands();
    // Of the endpoints above, those that write nothing when they are asked for like that.
    static std::vector<std::string_view> never_writes();

    // Good JSON for a blank; empty: it does not know better than the description's example. A blank
    // in a form of the domain's own is asked for first here, then of the others.
    static std::string good(Blank const& blank);

    // Leaves something of the person in each of its tables that keeps anything of people, with the
    // mark wherever somebody may write a text.
    static void live(scene::Peer& person, std::string const& mark);
    // The tables that refer to people, and in which live() leaves nothing of the person, since
    // nobody could.
    static std::vector<std::string_view> keeps_nobody();
    // The files of the person's archive that hold the mark then.
    static std::vector<std::string> archived();
    // The tables that refer to people, and whose rows are in no archive.
    static std::vector<std::string_view> not_archived();
    // So many bytes live() leaves that are counted among what the person stores.
    static std::int64_t stored(std::string const& mark);

    // The names of the numbers that it tells of itself.
    static std::vector<std::string> gauges();
};

}  // namespace described
