// Bytes that prove something: written for URLs, hashed for the database, compared without telling
// how far they were right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace server {

std::string base64(std::string_view bytes);     // RFC 4648
std::string base64url(std::string_view bytes);  // …for URLs, without padding
std::optional<std::string> from_base64url(std::string_view text);

std::string sha256_hex(std::string_view bytes);
std::string keyed_hash(std::string_view key, std::string_view bytes);  // BLAKE2b, 32 bytes
bool same_secret(std::string_view a, std::string_view b);

}  // namespace server
