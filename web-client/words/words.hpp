// What the client says, in the language of its reader. Texts live in assets/words/<language>.json
// and are compiled in; here they are looked up by key, filled with named arguments, and put into
// the plural form that the language asks for (Unicode CLDR, "one", "few", "many", "other").
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/day.hpp"
#include "shared/base/decimal.hpp"
#include "shared/base/language.hpp"
#include "shared/base/result.hpp"

namespace words {

using base::Language;
// "ru", "ru-RU" and "RU_ru" are Russian; all else is English.
Language language_of(std::string_view tag);
bool is_spoken(std::string_view tag);  // whether it is of one of ours
char const* tag_of(Language language);
char const* own_name(Language language);  // "English", "Русский"

enum class Plural : std::uint8_t { one, few, many, other };
Plural plural_of(Language language, std::int64_t n);  // of a whole number

struct Argument {
    Argument(std::string_view argument, std::string_view value) : name(argument), text(value) {}
    Argument(std::string_view argument, std::int64_t value)
        : name(argument), number(value), is_number(true) {}
    Argument(std::string_view argument, int value)
        : Argument(argument, static_cast<std::int64_t>(value)) {}
    Argument(std::string_view argument, std::size_t value)
        : Argument(argument, static_cast<std::int64_t>(value)) {}
    std::string name;
    std::string text;
    std::int64_t number = 0;
    bool is_number = false;
};

// The reader's clocks. How far they are ahead of UTC is another number in summer than in winter, so
// it is asked for each instant that is shown. Without one they show UTC.
class Zone {
public:
    using Offset = std::function<int(std::int64_t at_us)>;  // in seconds
    Zone() = default;
    explicit Zone(Offset offset) : offset_(std::move(offset)) {}
    int utc_offset_s(std::int64_t at_us) const { return offset_ ? offset_(at_us) : 0; }

private:
    Offset offset_;
};

class Words {
public:
    explicit Words(Language language) : language_(language) {}
    Language language() const { return language_; }

    // "{name}" in the text becomes the argument of that name. A key that has plural forms chooses
    // by its argument "n". An unknown key is returned as it is, so that it is seen.
    std::string say(std::string_view key) const { return say(key, std::vector<Argument>{}); }
    std::string say(std::string_view key, std::initializer_list<Argument> arguments) const {
        return say(key, std::vector<Argument>(arguments));
    }
    std::string say(std::string_view key, std::vector<Argument> const& arguments) const;
    bool knows(std::string_view key) const;

    // A refusal's or a problem's text, by the key that shared code gave it ("channel-unknown",
    // "too-long"); an unknown one gets a general text that names the key.
    std::string explain(std::string_view key, std::vector<Argument> const& arguments = {}) const;
    std::string explain(base::Refusal const& refusal) const;
    std::string explain(base::Problem const& problem) const;

    std::string number(
        std::int64_t value) const;  // with the language's grouping: "12 345", "12,345"

    // Amounts as CLDR writes them, with no-break spaces, but with a real minus, which no line
    // breaks after: "1 234,50 ₽" and "RUB 1,234.50". A currency that nobody knows is said in
    // minor units.
    std::string money(base::Money money) const;
    std::string bytes(std::uint64_t bytes) const;         // "1.4 GB"
    std::string quantity(base::Quantity quantity) const;  // "1,25", without noughts at the end
    std::string date(base::Day day) const;                // "14 March 2026"
    std::string flag(bool value) const;                   // "Yes", "No"
    // The same as they stand in a field where they are changed: "1234,50", "1234,50 RUB", "1,25",
    // "14.03.2026" (and in English 2026-03-14, which nobody reads in two ways).
    std::string typed(base::Money money, bool with_currency) const;
    std::string typed(base::Quantity quantity) const;
    std::string typed(base::Day day) const;
    base::DecimalSign decimal_sign() const;
    // Figures (base::day_from_typed), or with the month's name: "14 марта 2026", "March 14, 2026".
    base::DayTyped day_typed(std::string_view text) const;

    // Instants are UTC microseconds, told as the reader's clocks show them.
    std::string time(std::int64_t at_us, Zone const& zone) const;  // "9:41"
    std::string day(std::int64_t at_us, std::int64_t now_us,
                    Zone const& zone) const;                       // "Today", "14 March"
    std::string date(std::int64_t at_us, Zone const& zone) const;  // "14 March 2026"
    std::string moment(std::int64_t at_us, std::int64_t now_us,
                       Zone const& zone) const;  // "today, 9:41"

private:
    Language language_;
};

// Days since 1970-01-01 of the reader's calendar; messages are parted by it.
std::int64_t day_number(std::int64_t at_us, Zone const& zone);

// One text in one language, as generated from assets/words.
struct Entry {
    std::string_view key;
    // Of a text without plural forms only `other` is filled.
    std::string_view one, few, many, other;
    bool plural = false;
};
struct Book {
    Entry const* entries = nullptr;  // sorted by key
    std::size_t count = 0;
};
Book book_of(Language language);

}  // namespace words
