#include "server/accounts/proofs/one_time_code.hpp"

#include <liboath/oath.h>
#include <qrencode.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

constexpr unsigned digits = 6;
constexpr std::string_view base32_letters =
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
    constexpr char const* hex = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_plain(c))
            encoded += c;
        else
            encoded += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return encoded;
}

bool is_gap(char c) { return c == ' ' || c == '-'; }

}  // namespace

std::string code_at(std::string_view secret, std::int64_t step) {
    std::array<char, digits + 1> code{};
    auto const result =
        oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), digits,
                           false, OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
    if (result != OATH_OK) throw std::runtime_error(oath_strerror(result));
    return code.data();
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         base::Instant now, std::int64_t last) {
    auto const present = now.us / step_us;
    for (auto step = present - 1; step <= present + 1; ++step)
        if (step > last && server::same_secret(code_at(secret, step), code)) return step;
    return std::nullopt;
}

std::string in_base32(std::string_view bytes) {
    char* out = nullptr;
    std::size_t length = 0;
    auto const result = oath_base32_encode(bytes.data(), bytes.size(), &out, &length);
    if (result != OATH_OK) throw std::runtime_error(oath_strerror(result));
    std::unique_ptr<char, decltype(&std::free)> const held(out, &std::free);
    std::string text(out, length);
    while (!text.empty() && text.back() == '=') text.pop_back();
    return text;
}

std::string factor_uri(std::string_view secret, std::string_view email) {
    return "otpauth://totp/Kontor:" + percent_encoded(email) + "?secret=" + in_base32(secret) +
           "&issuer=Kontor&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> qr_code(std::string const& text) {
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) throw std::runtime_error("a QR code could not be made");
    auto const width = static_cast<std::size_t>(code->width);
    std::vector<std::string> rows(width);
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x)
            rows[y] += (code->data[y * width + x] & 1) != 0 ? '1' : '0';
    return rows;
}

std::string make_recovery_code() {
    std::string code;
    for (char const byte : server::random_bytes(16)) {
        if (code.size() % 5 == 4) code += '-';
        code += base32_letters[static_cast<unsigned char>(byte) % base32_letters.size()];
    }
    return code;
}

std::string plain_recovery_code(std::string_view typed) {
    std::string plain;
    for (char c : typed) {
        if (is_gap(c)) continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        plain += c;
    }
    return plain;
}

std::optional<std::string> plain_digits(std::string_view typed) {
    std::string plain;
    for (char const c : typed) {
        if (is_gap(c)) continue;
        if (c < '0' || c > '9') return std::nullopt;
        plain += c;
    }
    if (plain.size() != digits) return std::nullopt;
    return plain;
}

}  // namespace accounts
