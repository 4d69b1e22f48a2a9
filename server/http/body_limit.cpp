#include "server/http/body_limit.hpp"

#include <algorithm>

namespace http {
namespace {

using base::Kind;

constexpr std::uint64_t slack_bytes = 4096;
constexpr std::uint64_t escaped_bytes = 12;  // of a code point: "\ud83d\ude00"
constexpr std::uint64_t framed_bytes = 8;    // quotes, a colon, a comma

std::uint64_t bounded(std::uint64_t bytes) { return std::min(bytes, usual_body_bytes); }

std::uint64_t most_of(base::TypeInfo const& type, base::Rules const& rules);

std::uint64_t most_of_text(base::Rules const& rules) {
    return bounded(rules.longest) * escaped_bytes + framed_bytes;
}

std::uint64_t most_of_record(base::TypeInfo const& type) {
    std::uint64_t bytes = framed_bytes;
    for (auto const& field : type.fields)
        if (!field.rules.server_only)
            bytes += field.name.size() + framed_bytes + most_of(*field.type, field.rules);
    return bounded(bytes);
}

std::uint64_t most_of_variant(base::TypeInfo const& type) {
    std::uint64_t bytes = 0;
    for (auto const& option : type.options)
        bytes = std::max(bytes, option.name.size() + most_of(*option.type, {}));
    return bytes + 40;  // {"type": …, "value": …}
}

std::uint64_t most_of(base::TypeInfo const& type, base::Rules const& rules) {
    switch (type.kind) {
        case Kind::text:
            return bounded(most_of_text(rules));
        case Kind::names:
            return bounded(2 * most_of_text(rules) + 20);
        case Kind::enumeration: {
            std::uint64_t bytes = 0;
            for (auto const name : type.names) bytes = std::max<std::uint64_t>(bytes, name.size());
            return bytes + framed_bytes;
        }
        case Kind::optional:
            return most_of(*type.inner, rules);
        case Kind::list:
            return bounded(bounded(rules.longest) * (most_of(*type.inner, {}) + framed_bytes));
        case Kind::variant:
            return bounded(most_of_variant(type));
        case Kind::record:
            return most_of_record(type);
        default:
            return 80;  // numbers, ids, moments, amounts: none is longer
    }
}

}  // namespace

std::uint64_t body_limit_of(base::TypeInfo const& record) {
    return bounded(2 * most_of_record(record) + slack_bytes);
}

}  // namespace http
