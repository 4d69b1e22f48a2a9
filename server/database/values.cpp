#include "server/database/values.hpp"

namespace database {

std::string date_text(base::Day day) {
    if (day < base::earliest_day || base::latest_day < day)
        throw std::out_of_range("a day outside the years 1 to 9999");
    return base::to_text(day);
}

base::Day day_of(std::string const& text) {
    if (auto const found = base::day_from_text(text)) return *found;
    throw Unreadable("a column holds \"" + text + "\", which is no day of the years 1 to 9999");
}

void throw_unreadable(pqxx::field const& cell, char const* expected) {
    throw Unreadable("the column " + std::string(cell.name()) + " holds " +
                     (cell.is_null() ? "null" : "a value") + " where " + expected +
                     " was expected");
}

base::Id128 read_id(pqxx::field const& cell) {
    auto const id = base::id_from_text(cell.is_null() ? "" : cell.c_str());
    if (!id) throw_unreadable(cell, "an id");
    return *id;
}

bool read_bool(pqxx::field const& cell) {
    auto const text = std::string_view(cell.is_null() ? "" : cell.c_str());
    if (text != "t" && text != "f") throw_unreadable(cell, "yes or no");
    return text == "t";
}

void bind_value(Params& params, base::Money money) {
    bind_value(params, money.minor);
    bind_value(params, money.currency);
}

void bind_value(Params& params, base::Names const& names) {
    bind_value(params, names.ru);
    bind_value(params, names.en);
}

void bind_value(Params& params, std::optional<base::Money> const& money) {
    if (money) return bind_value(params, *money);
    params.add_null();
    params.add_null();
}

void bind_value(Params& params, std::optional<base::Names> const& names) {
    if (names) return bind_value(params, *names);
    params.add_null();
    params.add_null();
}

base::Currency read_currency(pqxx::field const& cell) {
    auto const text = std::string_view(cell.is_null() ? "-" : cell.c_str());
    if (text.empty()) return {};
    auto const currency = base::Currency::from(text);
    if (!currency) throw_unreadable(cell, "a currency");
    return *currency;
}

base::Money read_money(pqxx::field const& minor, pqxx::field const& currency) {
    return {read<std::int64_t>(minor), read_currency(currency)};
}

base::Names read_names(pqxx::field const& ru, pqxx::field const& en) {
    return {read<std::string>(ru), read<std::string>(en)};
}

}  // namespace database
