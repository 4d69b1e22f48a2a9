#include "shared/base/check.hpp"

#include <algorithm>
#include <cstdint>

#include "shared/base/take_in.hpp"

namespace base {

std::string pointer_part(std::string_view name) {
    constexpr int longest = 100;  // code points
    std::string part;
    for (int i = 0; i < longest && !name.empty(); ++i) {
        char32_t const c = next_code_point(name);
        bool const is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
        if (c == '~')
            part += "~0";
        else if (c == '/')
            part += "~1";
        else
            append_utf8(part, c == broken || is_control ? U'\uFFFD' : c);
    }
    return part;
}

namespace {

char const* broken_shape(Format format, std::string_view value) {
    if (format != Format::email) return "forbidden-character";
    return may_stand_before_at(value) ? "not-an-email" : "not-a-local-part";
}

}  // namespace

void check_text(std::string const& value, Rules const& rules, std::string const& path,
                Problems& problems) {
    if (!is_utf8(value)) return problems.push_back({path, "not-text", {}});
    if (rules.required && is_blank(value)) return problems.push_back({path, "required", {}});
    if (code_points(value) > rules.longest)
        problems.push_back({path, "too-long", {{"most", std::to_string(rules.longest)}}});
    // Nothing at all is not a malformed address: whether it may be left out is what `required`
    // says.
    if (!value.empty() && !fits(rules.format, value))
        problems.push_back({path, broken_shape(rules.format, value), {}});
}

void check_whole(std::int64_t value, Rules const& rules, std::string const& path,
                 Problems& problems) {
    if (value < rules.least)
        problems.push_back({path, "too-small", {{"least", std::to_string(rules.least)}}});
    if (value > rules.most)
        problems.push_back({path, "too-large", {{"most", std::to_string(rules.most)}}});
}

void check_instant(Instant value, std::string const& path, Problems& problems) {
    if (value.us < earliest_us || value.us > latest_us)
        problems.push_back({path, "not-an-instant", {}});
}

void check_day(Day value, std::string const& path, Problems& problems) {
    if (value < earliest_day || latest_day < value) problems.push_back({path, "not-a-day", {}});
}

void check_currency(Currency value, Rules const& rules, std::string const& path,
                    Problems& problems) {
    if (value.is_none()) {
        if (rules.required) problems.push_back({path, "required", {}});
    } else if (!exponent_of(value)) {
        problems.push_back({path, "unknown-currency", {}});
    }
}

Rules exact_limits(Rules rules) {
    rules.least = std::max(rules.least, -most_exact);
    rules.most = std::min(rules.most, most_exact);
    return rules;
}

void check_money(Money value, Rules const& rules, std::string const& path, Problems& problems) {
    check_whole(value.minor, exact_limits(rules), path + "/minor", problems);
    if (!exponent_of(value.currency))
        problems.push_back({path + "/currency", "unknown-currency", {}});
    else if (!rules.currency.is_none() && value.currency != rules.currency)
        problems.push_back({path + "/currency",
                            "other-currency",
                            {{"currency", std::string(rules.currency.code())}}});
}

void check_quantity(Quantity value, Rules const& rules, std::string const& path,
                    Problems& problems) {
    check_whole(value.thousandths, exact_limits(rules), path + "/thousandths", problems);
}

void check_names(Names const& value, Rules const& rules, std::string const& path,
                 Problems& problems) {
    Rules each = rules;
    each.required = false;
    check_text(value.ru, each, path + "/ru", problems);
    check_text(value.en, each, path + "/en", problems);
    if (rules.required && is_blank(value.ru) && is_blank(value.en))
        problems.push_back({path, "required", {}});
}

void check_count(std::size_t items, Rules const& rules, std::string const& path,
                 Problems& problems) {
    if (rules.required && items == 0) problems.push_back({path, "required", {}});
    if (items > rules.longest)
        problems.push_back({path, "too-many", {{"most", std::to_string(rules.longest)}}});
}

namespace {

// As it is, or as it is taken in.
enum class As : std::uint8_t { it_is, taken_in };

void judge(As as_what, TypeInfo const& type, void const* value, Rules const& rules,
           std::string const& path, Problems& problems) {
    switch (type.kind) {
        case Kind::boolean:
        case Kind::enumeration:
            return;
        case Kind::whole:
            return check_whole(whole_in(type, value), rules, path, problems);
        case Kind::text:
            return as_what == As::it_is
                       ? check_text(as<std::string>(value), rules, path, problems)
                       : check_text(taken_in(as<std::string>(value), rules), rules, path, problems);
        case Kind::id:
            if (rules.required && as<Id128>(value).is_none())
                problems.push_back({path, "required", {}});
            return;
        case Kind::instant:
            return check_instant(as<Instant>(value), path, problems);
        case Kind::day:
            return check_day(as<Day>(value), path, problems);
        case Kind::currency:
            return check_currency(as<Currency>(value), rules, path, problems);
        case Kind::money:
            return check_money(as<Money>(value), rules, path, problems);
        case Kind::quantity:
            return check_quantity(as<Quantity>(value), rules, path, problems);
        case Kind::names:
            if (as_what == As::it_is) return check_names(as<Names>(value), rules, path, problems);
            return check_names(
                {taken_in(as<Names>(value).ru, rules), taken_in(as<Names>(value).en, rules)}, rules,
                path, problems);
        case Kind::optional:
            if (auto const* held = held_in(type, value))
                judge(as_what, *type.inner, held, rules, path, problems);
            else if (rules.required)
                problems.push_back({path, "required", {}});
            return;
        case Kind::list: {
            check_count(type.list->count(value), rules, path, problems);
            std::size_t i = 0;
            return each_item(type, value, [&](void const* item) {
                judge(as_what, *type.inner, item, Rules{}, path + "/" + std::to_string(i++),
                      problems);
            });
        }
        case Kind::variant: {
            auto const& option = type.options[type.variant->index(value)];
            return judge(as_what, *option.type, type.variant->held(const_cast<void*>(value)),
                         Rules{}, path + "/value", problems);
        }
        case Kind::record:
            for (auto const& field : type.fields)
                judge(as_what, *field.type, field.of(value), field.rules,
                      path + "/" + std::string(field.name), problems);
            return;
    }
}

}  // namespace

void check_value(TypeInfo const& type, void const* value, Rules const& rules,
                 std::string const& path, Problems& problems) {
    judge(As::it_is, type, value, rules, path, problems);
}

void check_typed(TypeInfo const& type, void const* value, Rules const& rules,
                 std::string const& path, Problems& problems) {
    judge(As::taken_in, type, value, rules, path, problems);
}

}  // namespace base
