#include "server/accounts/keys/kept_keys.hpp"

#include "server/accounts/store.hpp"
#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using server::InstallationKey;
using Transaction = pqxx::transaction_base;

constexpr std::string_view to_sign = "signing", to_refresh = "refresh", of_browsers = "browser";
constexpr std::size_t key_bytes = 32;
// Beyond what a session may be idle, since clean-ups come once an hour.
constexpr std::int64_t beyond_idle_s = 24 * 60 * 60;

std::string place_of(std::string_view kind, std::string const& id) {
    return "key " + std::string(kind) + " " + id;
}

struct Row {
    std::string id, secret;
    base::Instant made;
};
std::vector<Row> rows_of(Transaction& t, std::string_view kind, InstallationKey const& key) {
    std::vector<Row> rows;
    for (auto const& row : run(t,
                               "select id, sealed, (extract(epoch from made) * 1000000)::bigint "
                               "from accounts.key where kind = $1 order by made desc, id",
                               kind)) {
        auto const id = read<std::string>(row[0]);
        auto secret = key.open(place_of(kind, id), read<std::string>(row[1]));
        if (!secret)
            throw server::KeyRefused(
                "The database's keys are sealed with another key than this server's, since they "
                "were made anew: give it the new one, and start it again.");
        rows.push_back({id, std::move(*secret), {read<std::int64_t>(row[2])}});
    }
    return rows;
}

KeptKeys keys_in(Transaction& t, InstallationKey const& key) {
    KeptKeys keys;
    for (auto& row : rows_of(t, to_sign, key))
        keys.signing.push_back({row.id, std::move(row.secret), row.made});
    for (auto& row : rows_of(t, to_refresh, key))
        keys.refresh.push_back({std::move(row.secret), row.made});
    for (auto& row : rows_of(t, of_browsers, key)) keys.browser = std::move(row.secret);
    return keys;
}

// At no instant: now, by the database's clock.
void insert_key(Transaction& t, InstallationKey const& key, std::string_view kind, Row const& row) {
    run(t,
        "insert into accounts.key (id, kind, sealed, made) values ($1, $2, $3, case when "
        "$4::bigint = 0 then now() else timestamptz 'epoch' + $4::bigint * interval '1 "
        "microsecond' end)",
        row.id, kind, key.seal(place_of(kind, row.id), row.secret), row.made.us);
}

void insert_signing_key(Transaction& t, InstallationKey const& key, base::Instant made) {
    auto const fresh = make_signing_key();
    insert_key(t, key, to_sign, {fresh.kid, fresh.private_pem, made});
}
void insert_random_key(Transaction& t, InstallationKey const& key, std::string_view kind,
                       base::Instant made) {
    auto const id = server::base64url(server::random_bytes(12));
    insert_key(t, key, kind, {id, server::random_bytes(key_bytes), made});
}

void lock(Transaction& t) { run(t, "lock table accounts.key in exclusive mode"); }

bool is_due(base::Instant newest, base::Instant now) {
    return now.us - newest.us >= key_period_s * 1'000'000;
}

// How many of the refresh keys may still have tokens: each was the newest until the next was made.
std::size_t needed(std::vector<Row> const& keys, base::Instant now) {
    auto const kept_us = (idle_limit_s + beyond_idle_s) * 1'000'000;
    std::size_t count = 1;
    while (count < keys.size() && now.us - keys[count - 1].made.us <= kept_us) ++count;
    return count;
}

void delete_beyond(Transaction& t, std::vector<Row> const& keys, std::size_t count) {
    for (std::size_t i = count; i < keys.size(); ++i)
        run(t, "delete from accounts.key where id = $1", keys[i].id);
}

}  // namespace

KeptKeys kept_keys(database::Pool& pool, InstallationKey const& key) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        auto keys = keys_in(t, key);
        if (!keys.signing.empty() && !keys.refresh.empty() && !keys.browser.empty()) return keys;
        lock(t);
        keys = keys_in(t, key);
        if (keys.signing.empty()) insert_signing_key(t, key, {});
        if (keys.refresh.empty()) insert_random_key(t, key, to_refresh, {});
        if (keys.browser.empty()) insert_random_key(t, key, of_browsers, {});
        return keys_in(t, key);
    });
}

void rotate_keys(database::Pool& pool, InstallationKey const& key, base::Instant now) {
    with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        lock(t);
        auto signing_rows = rows_of(t, to_sign, key);
        if (signing_rows.empty() || is_due(signing_rows.front().made, now)) {
            insert_signing_key(t, key, now);
            signing_rows = rows_of(t, to_sign, key);
        }
        std::vector<base::Instant> made;
        for (auto const& row : signing_rows) made.push_back(row.made);
        delete_beyond(t, signing_rows, published_keys(made, now));
        auto refresh_rows = rows_of(t, to_refresh, key);
        if (refresh_rows.empty() || is_due(refresh_rows.front().made, now)) {
            insert_random_key(t, key, to_refresh, now);
            refresh_rows = rows_of(t, to_refresh, key);
        }
        delete_beyond(t, refresh_rows, needed(refresh_rows, now));
    });
}

void forget_keys(Transaction& t) {
    run(t, "delete from accounts.key where kind <> $1", of_browsers);
}

void seal_browser_key(Transaction& t, std::optional<InstallationKey> const& before,
                      InstallationKey const& now) {
    for (auto const& row :
         run(t, "select id, sealed from accounts.key where kind = $1", of_browsers)) {
        auto const id = read<std::string>(row[0]);
        auto const place = place_of(of_browsers, id);
        auto const secret = before ? before->open(place, read<std::string>(row[1])) : std::nullopt;
        if (secret)
            run(t, "update accounts.key set sealed = $2 where id = $1", id,
                now.seal(place, *secret));
        else
            run(t, "delete from accounts.key where id = $1", id);
    }
}

}  // namespace accounts
