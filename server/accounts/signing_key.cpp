#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <stdexcept>

#include "server/accounts/tokens.hpp"
#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string text_of(Bio const& bio) {
    char* data = nullptr;
    long const size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::vector<SigningKey> keys_in(pqxx::transaction_base& transaction) {
    std::vector<SigningKey> keys;
    for (auto const& row : database::run(transaction,
                                         "select kid, private_pem, translate(encode(refresh_key, "
                                         "'base64'), E'+/=\\n', '-_'), "
                                         "(extract(epoch from made) * 1000000)::bigint from "
                                         "accounts.signing_key order by made desc, kid")) {
        auto const refresh_key = server::from_base64url(database::read<std::string>(row[2]));
        if (!refresh_key) throw database::Unreadable("a refresh key that is not base64");
        keys.push_back({database::read<std::string>(row[0]),
                        database::read<std::string>(row[1]),
                        *refresh_key,
                        {database::read<std::int64_t>(row[3])}});
    }
    return keys;
}

// A key made at no instant is made now.
void insert_key(pqxx::transaction_base& transaction, SigningKey const& key) {
    database::run(
        transaction,
        "insert into accounts.signing_key (kid, private_pem, refresh_key, made) values "
        "($1, $2, decode(translate($3, '-_', '+/') || '=', 'base64'), case when $4::bigint = 0 "
        "then now() else timestamptz 'epoch' + $4::bigint * interval '1 microsecond' end)",
        key.kid, key.private_pem, server::base64url(key.refresh_key), key.made.us);
}

}  // namespace

SigningKey make_signing_key() {
    Key const key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    Bio const bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (!key || !bio ||
        PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        throw std::runtime_error("no key for access tokens can be made");
    return {
        server::base64url(server::random_bytes(12)), text_of(bio), server::random_bytes(32), {}};
}

std::vector<SigningKey> signing_keys(database::Pool& pool) {
    return database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            database::run(transaction, "lock table accounts.signing_key in exclusive mode");
            auto keys = keys_in(transaction);
            if (!keys.empty()) return keys;
            insert_key(transaction, make_signing_key());
            return keys_in(transaction);
        });
}

void rotate_signing_keys(database::Pool& pool, base::Instant now) {
    database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            database::run(transaction, "lock table accounts.signing_key in exclusive mode");
            auto const keys = keys_in(transaction);
            if (keys.empty() || now.us - keys.front().made.us >= key_period_s * 1'000'000) {
                auto key = make_signing_key();
                key.made = now;
                insert_key(transaction, key);
            }
            database::run(transaction,
                          "delete from accounts.signing_key where made < timestamptz 'epoch' + $1 "
                          "* interval '1 microsecond' and made < (select max(made) from "
                          "accounts.signing_key)",
                          now.us - key_kept_s * 1'000'000);
        });
}

}  // namespace accounts
