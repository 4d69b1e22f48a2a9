// What every module is given, and all that it is given: what lies below the domains, and the few
// questions that one asks of another.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/archive/archive.hpp"
#include "server/database/pool.hpp"
#include "server/house/imports.hpp"
#include "server/house/tables.hpp"
#include "server/http/floods.hpp"
#include "server/http/limits.hpp"
#include "server/http/workers.hpp"
#include "server/jobs/runner.hpp"
#include "server/log.hpp"
#include "server/mail/letters.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/postgres_store.hpp"

namespace server {

using PersonId = base::Id128;

// What the domains ask of one another, through the house: none knows who answers.
struct Neighbours {
    // Of these people, in their order, those who are there, and will be until the transaction ends:
    // whoever deletes them waits for it, and finds what it wrote. One that only reads holds nobody.
    std::function<std::vector<PersonId>(pqxx::transaction_base&, std::vector<PersonId> const&)>
        who_exist;
    // Whether the person is in a group of people, to which rights can be given as to a person; and
    // will be until the transaction ends.
    std::function<bool(pqxx::transaction_base&, base::Id128 group, PersonId)> is_in_group;
    // Of these people, in no order, those who share a space with somebody: what a guest may know of
    // others, and they of a guest.
    std::function<std::vector<PersonId>(pqxx::transaction_base&, PersonId,
                                        std::vector<PersonId> const& others)>
        who_shares;
    // Whether a session, or a script's token, is open within a transaction that writes, and by
    // which rule it is taken no more.
    syncing::IsOpen is_open;
    std::function<http::Fault(syncing::Actor const&)> why_ended;
    std::function<void(PersonId, archiving::Archive&)> add_to_archive;
    std::vector<std::string> domains;  // all of them: whom to tell what concerns everybody
    std::string overview;              // the domain that is told what each stores of people
    // Whether administrators have turned a domain off.
    std::function<bool(std::string_view domain)> is_off = [](std::string_view) { return false; };
};

struct Ground {
    database::Pool& pool;
    TableParts tables;
    Imports& imports;
    syncing::Hub& hub;
    jobs::Runner& runner;
    http::Workers& workers;
    http::Limits const& limits;
    http::Floods const& floods;
    mail::Letters const& letters;
    // Told of the type of a command that broke something, and why; the number of the report.
    std::function<std::optional<std::int64_t>(std::string_view type, std::string_view what)> report;
    Neighbours neighbours;
    Log log;
};

}  // namespace server
