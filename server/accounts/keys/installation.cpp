#include "server/accounts/keys/installation.hpp"

#include "server/accounts/keys/kept_keys.hpp"
#include "server/audit/audit.hpp"
#include "server/database/values.hpp"
#include "server/mail/letters.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using server::InstallationKey;
using server::KeyRefused;
using std::filesystem::path;
using Transaction = pqxx::transaction_base;

// What the database says of itself, and a copy of it does not have.
std::string place_of(Transaction& t) {
    return read<std::string>(
        run(t,
            "select system_identifier || '/' || oid from pg_control_system(), pg_database where "
            "datname = current_database()")
            .at(0)[0]);
}

struct Known {
    std::string mark, place;
};
// Under a lock: of servers that start together one is the first.
std::optional<Known> known_to(Transaction& t) {
    run(t, "lock table installation in exclusive mode");
    auto const rows = run(t, "select key_mark, place from installation");
    if (rows.empty()) return std::nullopt;
    return Known{read<std::string>(rows[0][0]), read<std::string>(rows[0][1])};
}

void remember(Transaction& t, InstallationKey const& key) {
    run(t,
        "insert into installation (key_mark, place) values ($1, $2) on conflict (one) do update "
        "set key_mark = excluded.key_mark, place = excluded.place",
        key.mark(), place_of(t));
}

// Whatever was handed out before proves nothing any more, and clients begin with the whole of
// what they see, as they have to where versions have gone back.
void begin_anew(Transaction& t) {
    forget_keys(t);
    run(t, "delete from accounts.session");
    run(t, "insert into accounts.history default values");
    audit::write(t, {{}, {}, "keys-renewed"});
    syncing::sync_sql::notify(t, Domain::name, {directory(), everybody()});
}

struct Links {
    base::Id128 letter;
    std::string link, secret_link;
};
std::vector<Links> links_of(Transaction& t) {
    std::vector<Links> links;
    for (auto const& row : run(t,
                               "select id, link, secret_link from server.letter where link <> '' "
                               "or secret_link <> ''"))
        links.push_back(
            {read<base::Id128>(row[0]), read<std::string>(row[1]), read<std::string>(row[2])});
    return links;
}
void keep_links(Transaction& t, Links const& links) {
    run(t, "update server.letter set link = $2, secret_link = $3 where id = $1", links.letter,
        links.link, links.secret_link);
}

void seal_what_is_clear(Transaction& t, InstallationKey const& key) {
    for (auto const& row :
         run(t,
             "select person, translate(encode(secret, 'base64'), E'+/=\\n', '-_') from "
             "accounts.second_factor where secret is not null")) {
        auto const person = read<PersonId>(row[0]);
        auto const secret = server::from_base64url(read<std::string>(row[1]));
        if (!secret) throw database::Unreadable("a second factor that is not base64");
        run(t, "update accounts.second_factor set sealed = $2, secret = null where person = $1",
            person, key.seal(factor_place(person), *secret));
    }
    // What is sealed has no colon, and every address has one.
    for (auto const& row : links_of(t)) {
        auto const sealed = [&](std::string const& link) {
            bool const clear = link.find(':') != std::string::npos;
            return clear ? key.seal(mail::letter_place(row.letter), link) : link;
        };
        keep_links(t, {row.letter, sealed(row.link), sealed(row.secret_link)});
    }
}

bool has_people(Transaction& t) { return !run(t, "select 1 from accounts.person limit 1").empty(); }

// A key that was drafted takes its place when the database was sealed with it and the server was
// killed before that was said.
std::optional<InstallationKey> fitting(path const& file, std::string const& mark) {
    auto key = server::read_key_file(file);
    if (key && key->mark() == mark) return key;
    auto draft = server::read_key_draft(file);
    if (!draft || draft->mark() != mark) return std::nullopt;
    server::adopt_key_draft(file);
    return draft;
}

KeyRefused no_fit(path const& file) {
    bool const is_there = std::filesystem::exists(file);
    return KeyRefused(
        (is_there ? "The key in " + file.string() + " is not the one"
                  : "There is no key at " + file.string() + ", and there was one") +
        " that this database was sealed with. Copy that one there from the server or the backup "
        "that has it, or name its place with --key-file. If it is lost: kontor-server --new-keys, "
        "after which everybody signs in again, and second factors work with recovery codes only.");
}

InstallationKey first_key(path const& file) {
    if (auto key = server::read_key_file(file)) return *key;
    auto key = InstallationKey::make();
    server::draft_key_file(file, key);
    server::adopt_key_draft(file);
    return key;
}

Renewed seal_anew(Transaction& t, std::optional<InstallationKey> const& before,
                  InstallationKey const& now) {
    Renewed renewed;
    for (auto const& row :
         run(t, "select person, sealed from accounts.second_factor where sealed is not null")) {
        auto const person = read<PersonId>(row[0]);
        auto const place = factor_place(person);
        auto const secret = before ? before->open(place, read<std::string>(row[1])) : std::nullopt;
        ++(secret ? renewed.factors : renewed.lost_factors);
        run(t, "update accounts.second_factor set sealed = $2 where person = $1", person,
            secret ? std::optional(now.seal(place, *secret)) : std::nullopt);
    }
    for (auto const& row : links_of(t)) {
        auto const anew = [&](std::string const& sealed) {
            auto const place = mail::letter_place(row.letter);
            auto const link = before ? before->open(place, sealed) : std::nullopt;
            return link ? now.seal(place, *link) : std::string();
        };
        keep_links(t, {row.letter, anew(row.link), anew(row.secret_link)});
    }
    seal_browser_key(t, before, now);
    return renewed;
}

}  // namespace

std::string factor_place(PersonId person) { return "second-factor " + base::to_text(person); }

InstallationKey settle_installation(database::Pool& pool, path const& file) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        auto const known = known_to(t);
        auto const key = known ? fitting(file, known->mark) : first_key(file);
        if (!key) throw no_fit(file);
        bool const restored = known && known->place != place_of(t);
        if (restored || (!known && has_people(t))) begin_anew(t);
        if (!known) seal_browser_key(t, std::nullopt, *key);  // it cannot be of this one
        if (restored || !known) remember(t, *key);
        seal_what_is_clear(t, *key);
        return *key;
    });
}

Renewed renew_installation(database::Pool& pool, path const& file) {
    auto const key = InstallationKey::make();
    auto const renewed = with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        auto const known = known_to(t);
        auto const before = known ? fitting(file, known->mark) : std::nullopt;
        server::draft_key_file(file, key);
        auto const sealed = seal_anew(t, before, key);
        begin_anew(t);
        remember(t, key);
        seal_what_is_clear(t, key);
        return sealed;
    });
    server::adopt_key_draft(file);
    return renewed;
}

}  // namespace accounts
