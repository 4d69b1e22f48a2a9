#include "server/mail/letters.hpp"

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"

namespace mail {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

constexpr std::chrono::minutes unwelcome_wait{15};
constexpr std::int64_t kept_us = std::int64_t{90} * 86'400 * 1'000'000;

// What a letter is worth nothing without.
bool needs_link(Kind kind) {
    return kind != Kind::email_warning && kind != Kind::already_registered &&
           kind != Kind::locked_out && kind != Kind::token_made && kind != Kind::account_stays &&
           kind != Kind::factor_forgotten && kind != Kind::session_copied;
}

// Empty, too, when it cannot be opened: then it is lost with the key that it was sealed with.
std::string opened_link(server::InstallationKey const& key, base::Id128 letter,
                        std::string const& sealed) {
    return key.open(letter_place(letter), sealed).value_or("");
}

// A letter that is still to be sent.
struct Waiting {
    std::string recipient, language, detail, link;
    Kind kind = Kind::confirm;
};
std::optional<Waiting> find_waiting(database::Pool& pool, server::InstallationKey const& key,
                                    base::Id128 letter) {
    return with_transaction(
        pool, Isolation::read_committed, [&](Transaction& t) -> std::optional<Waiting> {
            auto const rows = run(t,
                                  "select recipient, language, detail, secret_link || link, kind "
                                  "from server.letter where id = $1 and state <> 'sent'",
                                  letter);
            if (rows.empty()) return std::nullopt;
            auto const& row = rows[0];
            return Waiting{read<std::string>(row[0]), read<std::string>(row[1]),
                           read<std::string>(row[2]),
                           opened_link(key, letter, read<std::string>(row[3])), read<Kind>(row[4])};
        });
}

base::Id128 letter_of(jobs::Attempt const& attempt) {
    auto const id = base::id_from_text(attempt.payload);
    if (!id) throw std::logic_error("a job names no letter");
    return *id;
}

}  // namespace

std::string letter_place(base::Id128 letter) { return "letter " + base::to_text(letter); }

std::string Letters::link_to(std::string_view page, std::string const& word) const {
    return parts_.home + "/" + std::string(page) + "#" + word;
}

void Letters::hurry() const {
    with_transaction(parts_.pool, Isolation::read_committed, [](Transaction& t) {
        jobs::hurry(t, job_kind);
        run(t,
            "update server.letter set next_attempt = $1 where state = 'waiting' and "
            "next_attempt > $1",
            server::now());
    });
}

base::Id128 Letters::add(Transaction& t, NewLetter const& letter) const {
    auto const id = server::fresh_id();
    auto const now = server::now();
    auto const job = jobs::add(t, job_kind, base::to_text(id));
    run(t,
        "insert into server.letter (id, recipient, kind, state, made, next_attempt, language, "
        "detail, job, person, " +
            std::string(are_sent() ? "secret_link" : "link") +
            ") values ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9, $10)",
        id, letter.recipient, letter.kind, now,
        are_sent() ? std::optional(now) : std::optional<base::Instant>(), letter.language,
        letter.detail, job, letter.person,
        letter.link.empty() ? "" : parts_.key.seal(letter_place(id), letter.link));
    return id;
}

jobs::Handler Letters::handler() const {
    return {[this](jobs::Attempt const& attempt) { send(attempt); },
            [this](jobs::Attempt const& attempt, jobs::Failed const& failed) {
                note_failure(attempt, failed);
            }};
}

void Letters::send(jobs::Attempt const& attempt) const {
    auto const id = letter_of(attempt);
    auto const letter = find_waiting(parts_.pool, parts_.key, id);
    if (!letter) return;  // it was sent, or its person is gone
    auto const now_is = [&](std::string const& changes) {
        with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
            run(t, "update server.letter set " + changes + " where id = $1", id);
        });
    };
    if (needs_link(letter->kind) && letter->link.empty())
        return now_is("state = 'dead', failure = 'link-ended', next_attempt = null");
    if (!are_sent()) {
        now_is("link = secret_link || link, secret_link = '', next_attempt = null");
        parts_.log.warning("mail.off", {{"recipient", letter->recipient},
                                        {"kind", base::name_of(letter->kind)},
                                        {"link", letter->link}});
        return;
    }
    auto const workspace = parts_.workspace();
    auto const written = texts_.write(
        letter->kind, is_written(letter->language) ? letter->language : workspace.language,
        {parts_.home, letter->link.empty() ? parts_.home : letter->link, letter->detail,
         workspace.name});
    try {
        parts_.smtp.send(
            {base::to_text(id), letter->recipient, written.subject, written.text, written.html});
    } catch (Refused const& error) {
        throw jobs::GiveUp(error.what());
    } catch (Unwelcome const& error) {
        // Every letter meets the same fault until somebody changes a setting. To give them all up
        // would leave each to be sent by hand after that; to knock as often as usual with a wrong
        // password would have our account closed by the mail server.
        throw jobs::NotSoon(error.what(), unwelcome_wait);
    }
    now_is(
        "state = 'sent', link = '', secret_link = '', detail = '', failure = '', next_attempt = "
        "null, attempts = attempts + 1");
    parts_.log.info("mail.sent",
                    {{"letter", base::to_text(id)}, {"kind", base::name_of(letter->kind)}});
}

void Letters::note_failure(jobs::Attempt const& attempt, jobs::Failed const& failed) const {
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        run(t,
            "update server.letter set attempts = attempts + 1, failure = $2, next_attempt = $3, "
            "state = $4 where id = $1 and state <> 'sent'",
            letter_of(attempt), failed.reason, failed.next, failed.next ? "waiting" : "dead");
    });
}

std::optional<base::Refusal> Letters::send_again(Transaction& t, base::Id128 letter) const {
    auto const rows = run(t,
                          "select state, kind, secret_link || link, job from server.letter where "
                          "id = $1 for update",
                          letter);
    if (rows.empty()) return base::Refusal{"letter-unknown", {}};
    auto const& row = rows[0];
    if (read<std::string>(row[0]) == "sent") return base::Refusal{"letter-was-sent", {}};
    auto const link = read<std::string>(row[2]);
    if (needs_link(read<Kind>(row[1])) && link.empty()) return base::Refusal{"link-ended", {}};
    auto job = read<std::optional<base::Id128>>(row[3]);
    if (!job || !jobs::try_again(t, *job)) job = jobs::add(t, job_kind, base::to_text(letter));
    run(t,
        "update server.letter set state = 'waiting', next_attempt = $2, job = $3, secret_link = "
        "$4, link = '' where id = $1",
        letter, server::now(), *job, link);
    return std::nullopt;
}

void forget_old_letters(database::Pool& pool, base::Instant now) {
    with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        run(t, "delete from server.letter where made < $1", base::Instant{now.us - kept_us});
    });
}

}  // namespace mail
