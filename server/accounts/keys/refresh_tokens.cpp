#include "server/accounts/keys/refresh_tokens.hpp"

#include <stdexcept>

#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

constexpr std::size_t id_bytes = 16, secret_bytes = 32, seal_bytes = 16;

std::string bytes_of(base::Id128 id) {
    std::string bytes;
    for (auto const half : {id.high, id.low})
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>((half >> shift) & 0xFF);
    return bytes;
}
base::Id128 id_of(std::string_view bytes) {
    base::Id128 id;
    for (std::size_t i = 0; i < id_bytes; ++i) {
        auto& half = i < 8 ? id.high : id.low;
        half = half << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return id;
}

}  // namespace

RefreshTokens::RefreshTokens(std::vector<std::string> keys) : keys_(std::move(keys)) {
    if (keys_.empty()) throw std::runtime_error("there is no key for refresh tokens");
}

std::string RefreshTokens::make(base::Id<Session> session) const {
    return sealed(bytes_of(session.value) + server::random_bytes(secret_bytes), keys_.front());
}

std::optional<RefreshTokens::Read> RefreshTokens::read(std::string const& token) const {
    auto const bytes = server::from_base64url(token);
    if (!bytes || bytes->size() != id_bytes + secret_bytes + seal_bytes) return std::nullopt;
    std::string const body = bytes->substr(0, id_bytes + secret_bytes);
    for (auto const& key : keys_) {
        if (!server::same_secret(sealed(body, key), token)) continue;
        return Read{{id_of(body)}, hash_of(token), body};
    }
    return std::nullopt;
}

std::vector<RefreshTokens::Successor> RefreshTokens::successors(Read const& read,
                                                                std::int64_t turn) const {
    std::vector<Successor> list;
    auto const next = "next " + std::to_string(turn) + " " + read.body;
    for (auto const& key : keys_) {
        auto token = sealed(read.body.substr(0, id_bytes) + server::keyed_hash(key, next), key);
        auto hash = hash_of(token);
        list.push_back({std::move(token), std::move(hash)});
    }
    return list;
}

std::string RefreshTokens::hash_of(std::string const& token) { return server::sha256_hex(token); }

std::string RefreshTokens::sealed(std::string const& body, std::string const& key) {
    return server::base64url(body + server::keyed_hash(key, "seal " + body).substr(0, seal_bytes));
}

}  // namespace accounts
