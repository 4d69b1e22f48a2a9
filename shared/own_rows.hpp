// The tables that the server keeps for itself, as administrators look at them: they are listed as
// every other table is, and nobody edits them. What is secret has no field in any of these rows, so
// that no list, filter or file can have it.
#pragma once

#include "shared/domains.hpp"

namespace tables {

// What these tables are of: no domain.
struct Server {
    static constexpr std::string_view name = "server";
};

enum class JobState : std::uint8_t { waiting, running, done, dead };
constexpr std::array<std::string_view, 4> names_of(JobState) {
    return {"waiting", "running", "done", "dead"};
}

// Work that is done later. What it is to be done with may hold a person's secrets, and stays with
// the server.
struct Job {
    static constexpr std::string_view type_name = "jobs.job";
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "jobs-kept";
    base::Id<Job> id;
    std::string kind;  // "letter", …
    JobState state = JobState::waiting;
    std::int64_t attempts = 0;
    base::Instant made;
    base::Instant due;    // while it waits: the next attempt; ended: when it did
    std::string failure;  // of the last attempt
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Job::id).required(),
                          base::field("kind", &Job::kind).line().at_most(100),
                          base::field("state", &Job::state),
                          base::field("attempts", &Job::attempts),
                          base::field("made", &Job::made),
                          base::field("due", &Job::due),
                          base::field("failure", &Job::failure).at_most(500)};
    }
};

namespace detail {

inline constexpr std::string_view called_log = ".log", called_log_rows = ".log_rows";

}  // namespace detail

// Which row of a domain changed in which space, by which open screens are brought up to date. It
// has keys alone: what a row was or became is nowhere in it.
template <class Domain>
struct Logged {
    static constexpr std::string_view type_name =
        world::detail::Joined<Domain::Name::name, detail::called_log>::text;
    // With an id, and instants as numbers (public.show_log).
    static constexpr std::string_view view =
        world::detail::Joined<Domain::Name::name, detail::called_log_rows>::text;
    static constexpr auto editing = world::Editing::nothing;
    static constexpr std::string_view kept = "log-kept";
    base::Id<Logged> id;
    base::Instant at;
    std::string space;  // "channel:<id>"
    std::int64_t version = 0;
    std::string table;  // "messaging.channel"
    base::Id128 row;
    bool erased = false;  // …or added or changed
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Logged::id).required(),
                          base::field("at", &Logged::at),
                          base::field("space", &Logged::space).line().at_most(200),
                          base::field("version", &Logged::version),
                          base::field("table", &Logged::table).line().at_most(100),
                          base::field("row", &Logged::row),
                          base::field("erased", &Logged::erased)};
    }
};

// visit(std::type_identity<Row>)
template <class Visit>
constexpr void each_own_row(Visit&& visit) {
    visit(std::type_identity<Job>{});
    visit(std::type_identity<accounts::Letter>{});
    visit(std::type_identity<accounts::AuditEntry>{});
    visit(std::type_identity<accounts::Report>{});
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        visit(std::type_identity<Logged<Domain>>{});
    });
}
// …and those of all domains before them.
template <class Visit>
constexpr void each_row(Visit&& visit) {
    Domains::each_row(visit);
    each_own_row(visit);
}

template <class Row>
using ListOwn = world::ListTable<Server, Row>;

}  // namespace tables
