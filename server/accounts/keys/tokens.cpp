#include "server/accounts/keys/tokens.hpp"

#include <jwt.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

constexpr char const* issuer = "kontor";
constexpr char const* audience = "kontor-api";
constexpr std::size_t longest_token = 2048;
constexpr std::int64_t clocks_apart_s = 60;  // of two servers on one database

using Token = std::unique_ptr<jwt_t, decltype(&jwt_free)>;

std::string text_of(BIO* memory) {
    char* data = nullptr;
    long const size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string public_half(std::string const& private_pem) {
    std::unique_ptr<BIO, decltype(&BIO_free)> const in(
        BIO_new_mem_buf(private_pem.data(), static_cast<int>(private_pem.size())), &BIO_free);
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), &BIO_free);
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    if (!key || PEM_write_bio_PUBKEY(out.get(), key.get()) != 1)
        throw std::runtime_error("a key for access tokens cannot be read");
    return text_of(out.get());
}

// Of a public key on P-256, 32 bytes each, in base64url.
std::pair<std::string, std::string> coordinates(std::string const& public_pem) {
    std::unique_ptr<BIO, decltype(&BIO_free)> const in(
        BIO_new_mem_buf(public_pem.data(), static_cast<int>(public_pem.size())), &BIO_free);
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key(
        PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    std::array<unsigned char, 65> point{};  // 4, then both coordinates
    std::size_t size = 0;
    if (!key ||
        EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                        point.size(), &size) != 1 ||
        size != point.size() || point[0] != 4)
        throw std::runtime_error("a key for access tokens is not one of P-256");
    std::string const bytes(reinterpret_cast<char const*>(point.data()), point.size());
    return {server::base64url(bytes.substr(1, 32)), server::base64url(bytes.substr(33))};
}

unsigned char const* bytes_of(std::string const& text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

// Three parts in base64url without padding (RFC 7515, 7.1), and nothing else: libjwt overlooks what
// stands behind them, so that one token could be written in many ways.
bool has_form_of_token(std::string const& token) {
    auto const is_known = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return token.size() <= longest_token && std::all_of(token.begin(), token.end(), is_known) &&
           std::count(token.begin(), token.end(), '.') == 2;
}

Token decoded(std::string const& token, std::string const* key) {
    jwt_t* made = nullptr;
    int const failed = jwt_decode(&made, token.c_str(), key ? bytes_of(*key) : nullptr,
                                  key ? static_cast<int>(key->size()) : 0);
    Token held(made, &jwt_free);
    if (failed != 0) held.reset();
    return held;
}

std::string_view text_or_empty(char const* text) { return text ? text : std::string_view(); }

template <class Row>
std::optional<base::Id<Row>> id_in(jwt_t* token, char const* claim) {
    auto const id = base::id_from_text(text_or_empty(jwt_get_grant(token, claim)));
    if (!id) return std::nullopt;
    return base::Id<Row>{*id};
}

void must(int failed) {
    if (failed != 0) throw std::runtime_error("an access token cannot be made");
}

// The newest that was published long enough; else the oldest, which is the first of all.
std::size_t signing_one(std::vector<base::Instant> const& made, base::Instant now) {
    for (std::size_t i = 0; i < made.size(); ++i)
        if (now.us - made[i].us >= key_ahead_s * 1'000'000) return i;
    return made.size() - 1;
}

}  // namespace

SigningKey make_signing_key() {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key(EVP_EC_gen("P-256"),
                                                                  &EVP_PKEY_free);
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), &BIO_free);
    if (!key || !out ||
        PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        throw std::runtime_error("no key for access tokens can be made");
    return {server::base64url(server::random_bytes(12)), text_of(out.get()), {}};
}

std::size_t published_keys(std::vector<base::Instant> const& made, base::Instant now) {
    for (std::size_t i = signing_one(made, now) + 1; i < made.size(); ++i) {
        // It signed until a newer one took over.
        auto const taken_over_us = made[i - 1].us + key_ahead_s * 1'000'000;
        if (now.us - taken_over_us > (access_token_life_s + clocks_apart_s) * 1'000'000) return i;
    }
    return made.size();
}

AccessTokens::AccessTokens(std::vector<SigningKey> const& keys) {
    if (keys.empty()) throw std::runtime_error("there is no key for access tokens");
    for (auto const& key : keys) {
        keys_.push_back({key.kid, key.private_pem, public_half(key.private_pem)});
        made_.push_back(key.made);
    }
}

std::size_t AccessTokens::signer(base::Instant now) const { return signing_one(made_, now); }
std::size_t AccessTokens::published(base::Instant now) const { return published_keys(made_, now); }

bool AccessTokens::names_unknown_key(std::string const& token) const {
    if (!has_form_of_token(token)) return false;
    auto const unproven = decoded(token, nullptr);
    if (!unproven) return false;
    auto const kid = text_or_empty(jwt_get_header(unproven.get(), "kid"));
    return std::none_of(keys_.begin(), keys_.end(),
                        [&](auto const& key) { return key.kid == kid; });
}

std::string AccessTokens::jwks(base::Instant now) const {
    std::string list;
    for (std::size_t i = 0; i < published(now); ++i) {
        auto const [x, y] = coordinates(keys_[i].public_pem);
        list += (list.empty() ? "" : ",") +
                std::string(R"({"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":")") +
                keys_[i].kid + R"(","x":")" + x + R"(","y":")" + y + "\"}";
    }
    return "{\"keys\":[" + list + "]}";
}

std::string AccessTokens::issue(Claims const& claims, base::Instant now) const {
    jwt_t* made = nullptr;
    must(jwt_new(&made));
    Token const token(made, &jwt_free);
    auto const& key = keys_[signer(now)];
    std::int64_t const now_s = now.us / 1'000'000;
    must(jwt_add_header(made, "kid", key.kid.c_str()));
    must(jwt_add_grant(made, "iss", issuer));
    must(jwt_add_grant(made, "aud", audience));
    must(jwt_add_grant(made, "sub", base::to_text(claims.person).c_str()));
    must(jwt_add_grant(made, "sid", base::to_text(claims.session).c_str()));
    must(jwt_add_grant_int(made, "iat", now_s));
    must(jwt_add_grant_int(made, "exp", now_s + access_token_life_s));
    must(jwt_set_alg(made, JWT_ALG_ES256, bytes_of(key.private_pem),
                     static_cast<int>(key.private_pem.size())));
    std::unique_ptr<char, decltype(&std::free)> const text(jwt_encode_str(made), &std::free);
    if (!text) must(1);
    return text.get();
}

std::optional<Claims> AccessTokens::verify(std::string const& token, base::Instant now) const {
    if (!has_form_of_token(token)) return std::nullopt;
    // First only to see which key it names; nothing of this reading is believed.
    auto const unproven = decoded(token, nullptr);
    if (!unproven) return std::nullopt;
    auto const kid = text_or_empty(jwt_get_header(unproven.get(), "kid"));
    Pair const* signer = nullptr;
    for (std::size_t i = 0; i < published(now); ++i)
        if (keys_[i].kid == kid) signer = &keys_[i];
    if (!signer) return std::nullopt;

    auto const proven = decoded(token, &signer->public_pem);
    if (!proven || jwt_get_alg(proven.get()) != JWT_ALG_ES256) return std::nullopt;
    if (text_or_empty(jwt_get_grant(proven.get(), "iss")) != issuer ||
        text_or_empty(jwt_get_grant(proven.get(), "aud")) != audience)
        return std::nullopt;
    std::int64_t const now_s = now.us / 1'000'000;
    std::int64_t const issued_s = jwt_get_grant_int(proven.get(), "iat");
    std::int64_t const expires_s = jwt_get_grant_int(proven.get(), "exp");
    // Whoever holds a key makes no token that outlives the key: none of ours says such times.
    if (expires_s <= now_s || issued_s > now_s + clocks_apart_s || issued_s <= 0 ||
        expires_s - issued_s > access_token_life_s ||
        jwt_get_grant_int(proven.get(), "nbf") > now_s + clocks_apart_s)
        return std::nullopt;
    auto const person = id_in<Person>(proven.get(), "sub");
    auto const session = id_in<Session>(proven.get(), "sid");
    if (!person || !session) return std::nullopt;
    return Claims{*person, *session, {issued_s * 1'000'000}};
}

}  // namespace accounts
