#include "server/accounts/keys/tokens.hpp"

#include <doctest/doctest.h>
#include <jwt.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <memory>

#include "server/accounts/keys/refresh_tokens.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace tokens_test {
namespace {

using accounts::AccessTokens;
using accounts::Claims;

base::Instant const noon{1'795'000'000'000'000};
base::Instant seconds_after(base::Instant instant, std::int64_t s) {
    return {instant.us + s * 1'000'000};
}

Claims somebody() { return {{server::fresh_id()}, {server::fresh_id()}}; }

// A token that says what we say, signed as we like.
struct Forger {
    std::string iss = "kontor", aud = "kontor-api";
    std::string kid, key;
    jwt_alg_t algorithm = JWT_ALG_ES256;
    std::int64_t not_before_s = 0;  // after now; 0: it says nothing of it
    std::int64_t life_s = 600;
    std::string make(Claims const& claims, base::Instant now) const {
        jwt_t* token = nullptr;
        REQUIRE(jwt_new(&token) == 0);
        std::unique_ptr<jwt_t, decltype(&jwt_free)> const held(token, &jwt_free);
        if (!kid.empty()) jwt_add_header(token, "kid", kid.c_str());
        jwt_add_grant(token, "iss", iss.c_str());
        jwt_add_grant(token, "aud", aud.c_str());
        jwt_add_grant(token, "sub", base::to_text(claims.person).c_str());
        jwt_add_grant(token, "sid", base::to_text(claims.session).c_str());
        jwt_add_grant_int(token, "iat", now.us / 1'000'000);
        jwt_add_grant_int(token, "exp", now.us / 1'000'000 + life_s);
        if (not_before_s != 0) jwt_add_grant_int(token, "nbf", now.us / 1'000'000 + not_before_s);
        auto const* bytes = reinterpret_cast<unsigned char const*>(key.data());
        int const size = static_cast<int>(key.size());
        REQUIRE(jwt_set_alg(token, algorithm, algorithm == JWT_ALG_NONE ? nullptr : bytes,
                            algorithm == JWT_ALG_NONE ? 0 : size) == 0);
        std::unique_ptr<char, decltype(&std::free)> const text(jwt_encode_str(token), &std::free);
        REQUIRE(text);
        return text.get();
    }
};

TEST_CASE("an access token says who it is for, until it expires") {
    AccessTokens const tokens({accounts::make_signing_key()});
    auto const claims = somebody();
    auto const token = tokens.issue(claims, noon);
    auto const read = tokens.verify(token, seconds_after(noon, 599));
    REQUIRE(read);
    CHECK(read->person == claims.person);
    CHECK(read->session == claims.session);
    CHECK_FALSE(tokens.verify(token, seconds_after(noon, 600)));
    CHECK_FALSE(tokens.verify(token, seconds_after(noon, -3600)));
}

TEST_CASE("a token that is changed anywhere is refused") {
    AccessTokens const tokens({accounts::make_signing_key()});
    auto const token = tokens.issue(somebody(), noon);
    for (std::size_t i = 0; i < token.size(); i += 7) {
        auto forged = token;
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        INFO("byte " << i);
        CHECK_FALSE(tokens.verify(forged, noon));
    }
    for (auto const* garbage : {"", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
        CHECK_FALSE(tokens.verify(garbage, noon));
    CHECK_FALSE(tokens.verify(token + std::string(1, '\0'), noon));
    CHECK_FALSE(tokens.verify(std::string(1 << 20, 'A'), noon));
}

TEST_CASE("only our own algorithm, issuer, audience and keys are accepted") {
    auto const key = accounts::make_signing_key();
    auto const other = accounts::make_signing_key();
    AccessTokens const tokens({key});
    auto const claims = somebody();
    Forger const honest{"kontor", "kontor-api", key.kid, key.private_pem, JWT_ALG_ES256};
    CHECK(tokens.verify(honest.make(claims, noon), noon));

    auto forger = honest;
    forger.iss = "somebody";
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.aud = "another";
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.kid = other.kid;
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.kid.clear();
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.key = other.private_pem;
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.algorithm = JWT_ALG_NONE;
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    forger = honest;
    forger.algorithm = JWT_ALG_HS256;  // with whatever a forger might know as the secret
    CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
}

// As anybody can make it of what /.well-known/jwks.json publishes.
std::string public_half(std::string const& private_pem) {
    std::unique_ptr<BIO, decltype(&BIO_free)> const in(
        BIO_new_mem_buf(private_pem.data(), static_cast<int>(private_pem.size())), &BIO_free);
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), &BIO_free);
    REQUIRE(PEM_write_bio_PUBKEY(out.get(), key.get()) == 1);
    char* text = nullptr;
    auto const size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

TEST_CASE("the public key is no secret to sign with, and nothing is valid before its time") {
    auto const key = accounts::make_signing_key();
    AccessTokens const tokens({key});
    auto const claims = somebody();
    Forger const honest{"kontor", "kontor-api", key.kid, key.private_pem, JWT_ALG_ES256};
    auto forger = honest;
    forger.key = public_half(key.private_pem);
    for (auto const algorithm : {JWT_ALG_HS256, JWT_ALG_HS384, JWT_ALG_HS512}) {
        forger.algorithm = algorithm;
        CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    }
    auto later = honest;
    later.not_before_s = 300;
    auto const token = later.make(claims, noon);
    CHECK_FALSE(tokens.verify(token, noon));
    CHECK(tokens.verify(token, seconds_after(noon, 300)));
    auto const good = honest.make(claims, noon);
    CHECK(tokens.verify(good, noon));
    for (auto const& shape : {good + ".", good + "..", good + "." + good, "." + good, good + " ",
                              good.substr(0, good.rfind('.')), good.substr(0, good.rfind('.') + 1)})
        CHECK_FALSE_MESSAGE(tokens.verify(shape, noon), shape);
    // From the future, by more than clocks are apart.
    CHECK_FALSE(tokens.verify(honest.make(claims, seconds_after(noon, 120)), noon));
}

std::vector<std::string> kids_in(std::string const& jwks) {
    std::vector<std::string> kids;
    std::string const mark = "\"kid\":\"";
    for (auto at = jwks.find(mark); at != jwks.npos; at = jwks.find(mark, at + 1)) {
        auto const begin = at + mark.size();
        kids.push_back(jwks.substr(begin, jwks.find('"', begin) - begin));
    }
    return kids;
}

TEST_CASE("a key verifies for as long as it is published, and no longer") {
    auto old_key = accounts::make_signing_key(), new_key = accounts::make_signing_key();
    old_key.made = seconds_after(noon, -2 * accounts::key_period_s);
    new_key.made = noon;
    AccessTokens const tokens({new_key, old_key}), thief({old_key});
    auto const claims = somebody();
    auto const taken_over = seconds_after(noon, accounts::key_ahead_s);
    auto const last = tokens.issue(claims, seconds_after(taken_over, -1));
    CHECK(tokens.verify(last, seconds_after(taken_over, 598)));
    CHECK(kids_in(tokens.jwks(seconds_after(taken_over, 598))).size() == 2);
    CHECK(tokens.verify(tokens.issue(claims, taken_over), taken_over));
    // Whoever stole the old key goes on signing with it.
    for (std::int64_t s = 0; s < 100'000; s += 97) {
        auto const at = seconds_after(taken_over, s);
        bool const published = kids_in(tokens.jwks(at)).size() == 2;
        CHECK(tokens.verify(thief.issue(claims, at), at).has_value() == published);
        CHECK(accounts::published_keys({new_key.made, old_key.made}, at) == (published ? 2 : 1));
    }
    auto const late = seconds_after(taken_over, 3600);
    CHECK(kids_in(tokens.jwks(late)) == std::vector<std::string>{new_key.kid});
    CHECK_FALSE(tokens.verify(thief.issue(claims, late), late));
}

TEST_CASE("no token lives longer than ours do, whoever signed it") {
    auto const key = accounts::make_signing_key();
    AccessTokens const tokens({key});
    auto const claims = somebody();
    Forger forger{"kontor", "kontor-api", key.kid, key.private_pem, JWT_ALG_ES256};
    CHECK(tokens.verify(forger.make(claims, noon), noon));
    for (std::int64_t const life : {601, 3600, 86'400, 315'360'000}) {
        forger.life_s = life;
        CHECK_FALSE(tokens.verify(forger.make(claims, noon), noon));
    }
    // …nor by having been made long ago.
    base::Instant const long_ago{1'000'000};
    forger.life_s = noon.us / 1'000'000 + 60;
    CHECK_FALSE(tokens.verify(forger.make(claims, long_ago), noon));
    forger.life_s = 600;
    CHECK_FALSE(tokens.verify(forger.make(claims, seconds_after(noon, 61)), noon));
}

TEST_CASE("a refresh token names its session, and has always the same successor in a turn") {
    auto const old_key = server::random_bytes(32), new_key = server::random_bytes(32);
    accounts::RefreshTokens const tokens({old_key}), later({new_key, old_key});
    base::Id<accounts::Session> const session{server::fresh_id()};
    auto const token = tokens.make(session);
    auto const read = tokens.read(token);
    REQUIRE(read);
    CHECK(read->session == session);
    CHECK(read->hash == server::sha256_hex(token));
    auto const successor = tokens.successors(*read, 0).at(0);
    CHECK(tokens.successors(*tokens.read(token), 0).at(0).token == successor.token);
    CHECK(tokens.successors(*read, 1).at(0).token != successor.token);
    CHECK(successor.token != token);
    auto const next = tokens.read(successor.token);
    REQUIRE(next);
    CHECK(next->session == session);
    CHECK(next->hash == successor.hash);
    CHECK(tokens.make(session) != token);
    CHECK(tokens.successors(*next, 0).at(0).token != successor.token);

    // Once there is another key the next one is made with it, so that the old one can go.
    auto const both = later.successors(*later.read(token), 0);
    REQUIRE(both.size() == 2);
    CHECK(both[1].token == successor.token);
    accounts::RefreshTokens const last({new_key});
    CHECK(last.read(both[0].token));
    CHECK_FALSE(last.read(both[1].token));
}

TEST_CASE("a refresh token that was not made here is none") {
    accounts::RefreshTokens const tokens({server::random_bytes(32)});
    accounts::RefreshTokens const others({server::random_bytes(32)});
    auto const token = tokens.make({server::fresh_id()});
    CHECK_FALSE(others.read(token));
    for (std::size_t i = 0; i < token.size(); i += 5) {
        auto forged = token;
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(tokens.read(forged));
    }
    CHECK_FALSE(tokens.read(""));
    CHECK_FALSE(tokens.read(token + "A"));
    CHECK_FALSE(tokens.read("не токен"));
}

}  // namespace
}  // namespace tokens_test
