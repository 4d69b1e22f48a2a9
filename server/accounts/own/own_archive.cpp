#include "server/accounts/own/own_archive.hpp"

#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "shared/accounts/admin_api.hpp"

namespace accounts {

http::Reply archive_of(database::Pool& pool, http::Call const& call, AddToArchive const& add_more) {
    PersonId const person{call.who->person};
    archiving::Archive archive;
    std::vector<std::pair<std::string, std::string>> files;
    database::with_transaction(pool, database::Isolation::snapshot, [&](pqxx::transaction_base& t) {
        files.clear();
        if (auto const row = database::find<Person>(t, person))
            files.emplace_back("profile.json", archiving::readable(*row));
        if (auto const account = database::find<Account>(t, account_of(person)))
            files.emplace_back("account.json", archiving::readable(*account));
        files.emplace_back("sessions.json", archiving::readable(database::select<Session>(
                                                t, "where r.person = $1", person)));
        files.emplace_back("tokens.json", archiving::readable(database::select<ScriptToken>(
                                              t, "where r.person = $1", person)));
        files.emplace_back(
            "groups.json",
            archiving::readable(database::select<Group>(
                t,
                "join accounts.\"group-member\" as m on m.\"group\" = r.id where m.person = $1 "
                "order by r.id",
                person)));
        files.emplace_back("views.json", archiving::readable(database::select<View>(
                                             t, "where r.person = $1 order by r.id", person)));
        files.emplace_back("audit.json",
                           archiving::readable(database::select<AuditEntry>(
                               t, "where r.actor = $1 or r.subject = $1 order by r.at", person)));
    });
    for (auto const& [name, text] : files) archive.add(name, text);
    audit::write(pool, {person.value, person.value, "archive-downloaded", audit::address_of(call)});
    add_more(person, archive);
    http::Reply reply;
    reply.content_type = "application/zip";
    reply.headers = {{"Content-Disposition", "attachment; filename=\"kontor.zip\""},
                     {"Cache-Control", "no-store"}};
    reply.body = std::make_shared<std::string const>(archive.finish());
    return reply;
}

}  // namespace accounts
