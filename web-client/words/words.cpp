#include "web-client/words/words.hpp"

#include <algorithm>

#include "shared/base/directions.hpp"

namespace words {
namespace {

Entry const* find(Language language, std::string_view key) {
    Book const book = book_of(language);
    Entry const* const end = book.entries + book.count;
    Entry const* const found = std::lower_bound(
        book.entries, end, key, [](Entry const& e, std::string_view k) { return e.key < k; });
    return found != end && found->key == key ? found : nullptr;
}

Argument const* named(std::vector<Argument> const& arguments, std::string_view name) {
    for (Argument const& argument : arguments)
        if (argument.name == name) return &argument;
    return nullptr;
}

std::string_view form_of(Entry const& entry, Language language,
                         std::vector<Argument> const& arguments) {
    if (!entry.plural) return entry.other;
    Argument const* const count = named(arguments, "n");
    switch (count ? plural_of(language, count->number) : Plural::other) {
        case Plural::one:
            return entry.one;
        case Plural::few:
            return entry.few.empty() ? entry.other : entry.few;
        case Plural::many:
            return entry.many.empty() ? entry.other : entry.many;
        case Plural::other:
            return entry.other;
    }
    return entry.other;
}

std::vector<Argument> arguments_of(std::vector<base::Argument> const& given) {
    std::vector<Argument> arguments;
    for (base::Argument const& argument : given)
        arguments.emplace_back(argument.name, argument.value);
    return arguments;
}

// "ru", "ru-RU", "RU_ru.UTF-8" of "ru".
bool is_of(std::string_view tag, std::string_view language) {
    if (tag.size() < 2) return false;
    bool const whole = tag.size() == 2 || tag[2] == '-' || tag[2] == '_' || tag[2] == '.';
    return whole && (tag[0] | 32) == language[0] && (tag[1] | 32) == language[1];
}

}  // namespace

Language language_of(std::string_view tag) {
    return is_of(tag, "ru") ? Language::russian : Language::english;
}
bool is_spoken(std::string_view tag) { return is_of(tag, "ru") || is_of(tag, "en"); }

char const* tag_of(Language language) { return language == Language::russian ? "ru" : "en"; }

char const* own_name(Language language) {
    return language == Language::russian ? "Русский" : "English";
}

Plural plural_of(Language language, std::int64_t n) {
    // CLDR's cardinal rules, for whole numbers.
    std::uint64_t const count =
        n < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    if (language == Language::english) return count == 1 ? Plural::one : Plural::other;
    std::uint64_t const unit = count % 10, hundred = count % 100;
    if (unit == 1 && hundred != 11) return Plural::one;
    if (unit >= 2 && unit <= 4 && (hundred < 12 || hundred > 14)) return Plural::few;
    return Plural::many;
}

bool Words::knows(std::string_view key) const { return find(language_, key) != nullptr; }

std::string Words::say(std::string_view key, std::vector<Argument> const& arguments) const {
    Entry const* const entry = find(language_, key);
    if (entry == nullptr) return std::string(key);
    std::string_view const form = form_of(*entry, language_, arguments);
    std::string text;
    for (std::size_t at = 0; at < form.size();) {
        std::size_t const open = form.find('{', at);
        std::size_t const close = open == std::string_view::npos ? open : form.find('}', open);
        if (close == std::string_view::npos) {
            text += form.substr(at);
            break;
        }
        text += form.substr(at, open - at);
        std::string_view const name = form.substr(open + 1, close - open - 1);
        Argument const* const argument = named(arguments, name);
        if (argument == nullptr)
            text += form.substr(open, close - open + 1);
        else
            // What a name turns to the left ends with it.
            text += argument->is_number ? number(argument->number) : base::isolated(argument->text);
        at = close + 1;
    }
    return text;
}

std::string Words::explain(std::string_view key, std::vector<Argument> const& arguments) const {
    std::string const full = "reason." + std::string(key);
    if (knows(full)) return say(full, arguments);
    return say("reason.unknown", {{"key", key}});
}

std::string Words::explain(base::Refusal const& refusal) const {
    return explain(refusal.reason, arguments_of(refusal.arguments));
}

std::string Words::explain(base::Problem const& problem) const {
    return explain(problem.rule, arguments_of(problem.arguments));
}

std::string Words::number(std::int64_t value) const {
    std::string digits = std::to_string(value);
    std::string const sign = value < 0 ? digits.substr(0, 1) : "";
    digits.erase(0, sign.size());
    // Russian parts groups by a no-break space, and not before five digits (CLDR, minimum grouping
    // 2).
    bool const russian = language_ == Language::russian;
    if (digits.size() < (russian ? 5u : 4u)) return sign + digits;
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) grouped += russian ? "\u00a0" : ",";
        grouped += digits[i];
    }
    return sign + grouped;
}

std::string Words::bytes(std::uint64_t bytes) const {
    constexpr char const* units[] = {"bytes.b", "bytes.kb", "bytes.mb", "bytes.gb"};
    std::size_t unit = 0;
    std::uint64_t tenths = bytes * 10;
    while (tenths >= 10'240 && unit < 3) {
        tenths /= 1'024;
        ++unit;
    }
    std::string text = number(static_cast<std::int64_t>(tenths / 10));
    if (unit > 0 && tenths < 100 && tenths % 10 != 0)
        text += (language_ == Language::russian ? "," : ".") + std::to_string(tenths % 10);
    return say(units[unit], {{"n", text}});
}

}  // namespace words
