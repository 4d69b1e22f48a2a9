#include "server/accounts/proofs/links.hpp"

#include "server/database/values.hpp"
#include "server/mail/letters.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/base/unicode.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

constexpr std::size_t word_bytes = 32;
constexpr std::int64_t hour_s = 60 * 60;

std::string array_of(LinkKinds const& kinds) {
    std::string text = "{";
    for (auto const kind : kinds)
        text += (text.size() > 1 ? "," : "") + std::string(base::name_of(kind));
    return text + "}";
}

constexpr char const* columns =
    "kind, person, email, name, language, password_hash, encode(invitation, 'hex'), "
    "becomes";

std::optional<Link> first_of(pqxx::result const& rows) {
    if (rows.empty()) return std::nullopt;
    auto const& row = rows[0];
    Link link;
    link.kind = read<LinkKind>(row[0]);
    link.person = read<std::optional<PersonId>>(row[1]);
    link.email = read<std::string>(row[2]);
    link.name = read<std::string>(row[3]);
    link.language = read<std::string>(row[4]);
    link.password_hash = read<std::string>(row[5]);
    link.invitation = read<std::optional<std::string>>(row[6]).value_or("");
    link.becomes = read<PersonKind>(row[7]);
    return link;
}

// Deletes links that fit the condition; what their letters would still have said goes with them.
std::string delete_links(std::string const& condition, std::string const& returning) {
    return "with gone as (delete from accounts.link where " + condition +
           " returning *), forgotten as (update server.letter set link = '', secret_link = '' "
           "where id in (select letter from gone)) select " +
           returning + " from gone";
}

struct Form {
    mail::Kind letter;
    std::string_view page;
};
Form form_of(LinkKind kind) {
    switch (kind) {
        case LinkKind::registration:
        case LinkKind::confirm:
            return {mail::Kind::confirm, "confirm"};
        case LinkKind::new_email:
            return {mail::Kind::new_email, "confirm"};
        case LinkKind::reset:
            return {mail::Kind::reset, "reset"};
        case LinkKind::enrolled:
            return {mail::Kind::enrolled, "reset"};
        case LinkKind::invitation:
            return {mail::Kind::invitation, "join"};
        case LinkKind::first:
            break;  // is printed
    }
    throw std::logic_error("a link of no kind");
}

}  // namespace

std::int64_t life_s(LinkKind kind) {
    switch (kind) {
        case LinkKind::reset:
            return hour_s;
        case LinkKind::new_email:
            return 24 * hour_s;
        case LinkKind::registration:
        case LinkKind::confirm:
            return 3 * 24 * hour_s;
        case LinkKind::enrolled:
        case LinkKind::invitation:
            return 7 * 24 * hour_s;
        case LinkKind::first:
            break;
    }
    return 0;
}

std::string make_word() { return server::base64url(server::random_bytes(word_bytes)); }
std::string hash_of_word(std::string const& word) { return server::sha256_hex(word); }

base::Id<Letter> send_link(Transaction& t, mail::Letters const& letters, SentLink const& sent) {
    auto const& link = sent.link;
    auto const form = form_of(link.kind);
    auto const person = link.person ? std::optional(link.person->value) : std::nullopt;
    auto const letter = letters.add(t, {link.email,
                                        form.letter,
                                        sent.language,
                                        letters.link_to(form.page, sent.word),
                                        {},
                                        person});
    auto const invitation = link.invitation.empty() ? std::nullopt : std::optional(link.invitation);
    // It may be there already, when the answer to a commit was lost.
    run(t,
        "insert into accounts.link (hash, kind, person, email, made, ends, letter, name, language, "
        "password_hash, invitation, becomes) values (decode($1, 'hex'), $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, decode($11, 'hex'), $12) on conflict (hash) do nothing",
        hash_of_word(sent.word), link.kind, link.person, link.email, sent.now,
        base::Instant{sent.now.us + life_s(link.kind) * 1'000'000}, letter, link.name,
        link.language, link.password_hash, invitation, link.becomes);
    return {letter};
}

std::optional<Link> find_link(Transaction& t, std::string const& hash, LinkKinds const& kinds,
                              base::Instant now) {
    return first_of(
        run(t,
            std::string("select ") + columns +
                " from accounts.link where hash = decode($1, 'hex') and kind = any($2::text[]) and "
                "ends > $3 and used is null",
            hash, array_of(kinds), now));
}

std::optional<Link> use_link(Transaction& t, std::string const& hash, LinkKinds const& kinds,
                             base::Instant now) {
    return first_of(
        run(t,
            std::string("with found as (select * from accounts.link where hash = decode($1, 'hex') "
                        "and kind = any($2::text[]) and ends > $3 and used is null for update), "
                        "spent as (update accounts.link set used = $3, email = '', name = '', "
                        "language = '', password_hash = '', invitation = null where hash in "
                        "(select hash from found)), forgotten as (update server.letter set link "
                        "= '', secret_link = '' where id in (select letter from found)) select ") +
                columns + " from found",
            hash, array_of(kinds), now));
}

base::Refusal no_link(Transaction& t, std::string const& hash, LinkKinds const& kinds,
                      base::Instant now) {
    auto const rows = run(t,
                          "select kind from accounts.link where hash = decode($1, 'hex') and kind "
                          "= any($2::text[]) and ends > $3 and used is not null",
                          hash, array_of(kinds), now);
    if (rows.empty()) return {"link-unknown", {}};
    return {"link-used", {{"kind", read<std::string>(rows[0][0])}}};
}

void end_links(Transaction& t, PersonId person, LinkKinds const& kinds) {
    run(t, delete_links("person = $1 and kind = any($2::text[]) and used is null", "count(*)"),
        person, array_of(kinds));
}

void end_links(Transaction& t, std::string const& email, LinkKind kind) {
    run(t, delete_links(std::string(same_email) + " and kind = $2 and used is null", "count(*)"),
        email, kind);
}

bool end_invitation(Transaction& t, base::Id<Invitation> invitation) {
    auto const rows =
        run(t, delete_links("id = $1 and kind = 'invitation' and used is null", "count(*)"),
            invitation);
    return read<std::int64_t>(rows.at(0)[0]) > 0;
}

bool is_invited(Link const& invitation, std::string const& email) {
    return base::lower(invitation.email) == base::lower(email);
}

void forget_ended_links(database::Pool& pool, base::Instant now) {
    with_transaction(pool, Isolation::read_committed,
                     [&](Transaction& t) { run(t, delete_links("ends <= $1", "count(*)"), now); });
}

}  // namespace accounts
