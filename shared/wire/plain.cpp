#include "shared/wire/plain.hpp"

#include <charconv>
#include <stdexcept>

namespace wire {

using base::as;
using base::Kind;

bool whole_from_text(std::string_view text, base::TypeInfo const& type, void* value) {
    std::int64_t number = 0;
    auto const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || number < type.least() || number > type.most())
        return false;
    base::put_whole(type, value, number);
    return true;
}

std::string plain_text(base::TypeInfo const& type, void const* value) {
    switch (type.kind) {
        case Kind::boolean:
            return as<bool>(value) ? "true" : "false";
        case Kind::whole:
            return std::to_string(base::whole_in(type, value));
        case Kind::text:
            return as<std::string>(value);
        case Kind::id:
            return base::to_text(as<base::Id128>(value));
        case Kind::instant:
            return base::to_text(as<base::Instant>(value));
        case Kind::day:
            return base::to_text(as<base::Day>(value));
        case Kind::enumeration:
            return std::string(base::name_in(type, value));
        default:
            throw std::logic_error("a type that no path and no query has");
    }
}

std::optional<base::Instant> instant_from_query(std::string text) {
    constexpr std::size_t offset_bytes = std::string_view("+03:00").size();
    if (text.size() > offset_bytes && text[text.size() - offset_bytes] == ' ')
        text[text.size() - offset_bytes] = '+';
    return base::instant_from_text(text);
}

void read_plain(json::Reader& reader, std::string const& text, base::TypeInfo const& type,
                void* value, std::string const& at) {
    switch (type.kind) {
        case Kind::boolean:
            as<bool>(value) = text == "true";
            if (text != "true" && text != "false") reader.refuse(at, "not-a-boolean");
            return;
        case Kind::whole:
            if (!whole_from_text(text, type, value)) reader.refuse(at, "not-a-whole-number");
            return;
        case Kind::instant: {
            auto const instant = instant_from_query(text);
            if (!instant) return reader.refuse(at, "not-an-instant");
            as<base::Instant>(value) = *instant;
            return;
        }
        case Kind::optional:
            return read_plain(reader, text, *type.inner, type.optional->emplace(value), at);
        default:
            return json::read(reader,
                              json::In(rapidjson::StringRef(
                                  text.data(), static_cast<rapidjson::SizeType>(text.size()))),
                              type, value, at);
    }
}

}  // namespace wire
