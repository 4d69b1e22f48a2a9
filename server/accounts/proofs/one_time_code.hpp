// The codes of a second factor: one-time codes by the time (RFC 6238), codes for when the device is
// lost, and the picture that a device reads the secret from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"

namespace accounts {

constexpr std::size_t factor_secret_bytes = 20;  // as RFC 4226 recommends

// The step of time that the code belongs to: now's, or the one before or after it, and later than
// `last`, which was used. Nothing: the code is wrong.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         base::Instant now, std::int64_t last);
std::string code_at(std::string_view secret, std::int64_t step);  // six digits
constexpr std::int64_t step_us = 30'000'000;

std::string in_base32(std::string_view bytes);  // without padding
std::string factor_uri(std::string_view secret, std::string_view email);
// Rows of the QR code: '1' is dark. The light margin is left to who draws it.
std::vector<std::string> qr_code(std::string const& text);

// "ABCD-EFGH-JKMN-PQRS": 80 bits, without letters that are taken for others.
std::string make_recovery_code();
// The same however it was typed: without spaces and hyphens, o for 0, i and l for 1.
std::string plain_recovery_code(std::string_view typed);
// Six digits, which may be parted by a space; nothing when it is another kind of code.
std::optional<std::string> plain_digits(std::string_view typed);

}  // namespace accounts
