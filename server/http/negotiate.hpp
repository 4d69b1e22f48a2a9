// In which encoding a body comes and an answer goes: JSON for everybody, bytes between programs
// that were built from the same types, which is what the parameter of their type says; and of
// tables CSV.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace http {

enum class Format { json, bytes, csv };
constexpr std::string_view csv_type = "text/csv";

// `bytes_type`: "application/vnd.kontor.cereal; types=0123456789abcdef". Nothing: neither (415).
// Parameters of JSON mean nothing (RFC 8259, 11), but another charset than UTF-8 is refused.
std::optional<Format> format_sent(std::string_view content_type, std::string_view bytes_type);

// What the client likes best; JSON when it does not say, or likes both alike. Nothing: neither
// (406). CSV only where it may be.
std::optional<Format> format_wanted(std::string_view accept, std::string_view bytes_type,
                                    bool may_be_csv = false);

}  // namespace http
