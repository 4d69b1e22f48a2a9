#include "server/secrets.hpp"

#include <sodium.h>

#include <array>

namespace server {

namespace {

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encoded(std::string_view bytes, int how) {
    std::string text(sodium_base64_encoded_len(bytes.size(), how), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), how);
    text.pop_back();  // the zero at the end
    return text;
}

}  // namespace

std::string base64(std::string_view bytes) {
    return encoded(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string base64url(std::string_view bytes) { return encoded(bytes, variant); }

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    char const* end = nullptr;
    if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size,
                          &end, variant) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), bytes_of(bytes), bytes.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

std::string keyed_hash(std::string_view key, std::string_view bytes) {
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash(bytes_of(hash), hash.size(), bytes_of(bytes), bytes.size(), bytes_of(key),
                       key.size());
    return hash;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace server
