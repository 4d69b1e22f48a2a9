#include "server/database/list_field.hpp"

#include <charconv>

namespace database {
namespace {

// The whole of the text as digits, perhaps after a minus; nothing else.
template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::string> bound_text(std::string_view text) {
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
    return std::string(text);
}

std::optional<std::string> bound_id(std::string_view text) {
    if (!base::id_from_text(text)) return std::nullopt;
    return std::string(text);
}

std::optional<std::string> bound_instant(std::string_view text) {
    auto const instant = base::instant_from_text(text);
    if (!instant) return std::nullopt;
    return std::to_string(instant->us);
}

std::optional<std::string> bound_day(std::string_view text) {
    if (!base::day_from_text(text)) return std::nullopt;
    return std::string(text);
}

std::optional<std::string> bound_bool(std::string_view text) {
    if (text != "true" && text != "false") return std::nullopt;
    return std::string(text);
}

std::optional<std::string> bound_currency(std::string_view text) {
    if (!text.empty() && !base::Currency::from(text)) return std::nullopt;
    return std::string(text);
}

std::optional<std::string> bound_nothing(std::string_view) { return std::nullopt; }

std::optional<std::string> bound_whole(std::string_view text) {
    auto const value = number<std::int64_t>(text);
    if (!value) return std::nullopt;
    return std::to_string(*value);
}

}  // namespace database
