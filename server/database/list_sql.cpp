// The SQL of a list query. Names come from the described record, values are bound, and nothing of
// what a person wrote ever stands in a statement.
#include "server/database/list_query.hpp"

#include <algorithm>

#include "shared/base/ascii_domain.hpp"

namespace database {
namespace {

class SqlWriter {
public:
    SqlWriter(ListFields const& fields, ListTerms const& terms, Condition const& also)
        : fields_(fields), terms_(terms) {
        sql_.params = also.params;
        if (!also.text.empty()) add("(" + also.text + ")");
        for (auto const& filter : terms.filters) add(matches(filter));
        if (!terms.search.empty()) add(search());
    }

    void follow_cursor() {
        if (terms_.after) add(follows(*terms_.after));
    }
    void order() {
        for (auto const& term : terms_.sort) {
            sql_.order += sql_.order.empty() ? " order by " : ", ";
            // PostgreSQL counts null as more than all else, in both directions.
            sql_.order += compared(fields_[term.field]) + (term.descending ? " desc" : "");
        }
        sql_.limit = " limit " + bound(std::to_string(terms_.limit + 1), "bigint");
    }
    ListSql take() { return std::move(sql_); }

private:
    void add(std::string const& condition) {
        sql_.where += (sql_.where.empty() ? " where " : " and ") + condition;
    }
    std::string bound(std::string const& value, std::string_view type) {
        sql_.params.add(value);
        return "$" + std::to_string(sql_.params.size()) + "::" + std::string(type);
    }
    // Of what is asked for as a whole, the first of its columns.
    std::string column(ListField const& field) const {
        auto const& one = field.parts.empty() ? field : fields_[field.parts[0]];
        return "r." + quoted_name(one.name);
    }
    std::string compared(ListField const& field) const { return column(field) + field.collate; }

    std::string matches(Filter const& filter) {
        auto const& field = fields_[filter.field];
        if (filter.comparison == Comparison::empty)
            return is_empty(field, *filter.values[0] == "true");
        if (field.asked == Asked::money) return has_amount(filter);
        if (field.asked == Asked::names) return has_name(filter);
        switch (filter.comparison) {
            case Comparison::at_least:
                return compared(field) + " >= " + bound(kept(field, *filter.values[0]), field.type);
            case Comparison::at_most:
                return compared(field) + " <= " + bound(kept(field, *filter.values[0]), field.type);
            case Comparison::starts:
                return any_has({filter.field}, *filter.values[0],
                               [](auto const& all, auto const& part) {
                                   return "starts_with(" + all + ", " + part + ")";
                               });
            default:
                return is_one_of(field, filter.values);
        }
    }
    std::string is_one_of(ListField const& field,
                          std::vector<std::optional<std::string>> const& values) {
        std::string list;
        bool or_null = false;
        for (auto const& value : values) {
            if (value)
                list += (list.empty() ? "" : ", ") +
                        same(field, bound(kept(field, *value), field.type));
            else
                or_null = true;
        }
        auto const is_null = column(field) + " is null";
        if (list.empty()) return is_null;
        auto const is_in = same(field, column(field)) + " in (" + list + ")";
        return or_null ? "(" + is_in + " or " + is_null + ")" : is_in;
    }

    // What is empty beside null; empty: nothing is.
    static std::string_view nothing_of(ListField const& field) {
        switch (field.of->kind) {
            case base::Kind::text:
            case base::Kind::currency:
                return "''";
            case base::Kind::id:
                return "'00000000-0000-0000-0000-000000000000'::uuid";
            default:
                return {};
        }
    }
    // Where nothing is known of a column, what is said of its value is not true either: so rows
    // that have something need not be asked for null.
    std::string is_empty(ListField const& field, bool wanted) const {
        auto const all = column(field);
        auto const nothing = std::string(nothing_of(field));
        std::string is, is_not;
        if (field.asked == Asked::names) {
            auto const ru = compared(fields_[field.parts[0]]);
            auto const en = compared(fields_[field.parts[1]]);
            is = "(" + ru + " = '' and " + en + " = '')";
            is_not = "(" + ru + " <> '' or " + en + " <> '')";
        } else if (!nothing.empty()) {
            is = compared(field) + " = " + nothing;
            is_not = compared(field) + " <> " + nothing;
        }
        if (!wanted) return is_not.empty() ? all + " is not null" : is_not;
        if (is.empty()) return all + " is null";
        return field.nullable ? "(" + all + " is null or " + is + ")" : is;
    }

    // An amount is bound as "123450 RUB": amounts of other currencies are neither more nor less.
    std::string has_amount(Filter const& filter) {
        auto const& field = fields_[filter.field];
        auto const minor = compared(fields_[field.parts[0]]);
        auto const currency = compared(fields_[field.parts[1]]);
        auto const* const sign = filter.comparison == Comparison::at_least  ? " >= "
                                 : filter.comparison == Comparison::at_most ? " <= "
                                                                            : " = ";
        std::string any;
        for (auto const& value : filter.values) {
            any += any.empty() ? "" : " or ";
            if (!value) {
                any += minor + " is null";
                continue;
            }
            auto const space = value->find(' ');
            any += "(" + currency + " = " + bound(value->substr(space + 1), "text") + " and " +
                   minor + sign + bound(value->substr(0, space), "bigint") + ")";
        }
        return "(" + any + ")";
    }

    // In either language. Whoever asks for no name asks for those that have none at all.
    std::string has_name(Filter const& filter) {
        auto const& field = fields_[filter.field];
        if (filter.comparison == Comparison::starts)
            return any_has(field.parts, *filter.values[0], [](auto const& all, auto const& part) {
                return "starts_with(" + all + ", " + part + ")";
            });
        std::vector<std::optional<std::string>> names;
        std::string any;
        for (auto const& value : filter.values)
            if (value && !value->empty())
                names.push_back(value);
            else
                any = is_empty(field, true);
        if (names.empty()) return any;
        for (auto const part : field.parts)
            any += (any.empty() ? "" : " or ") + is_one_of(fields_[part], names);
        return "(" + any + ")";
    }

    // An address is the same in either spelling of its domain, and in whatever case: as the index
    // has it that keeps two people from having one.
    static std::string kept(ListField const& field, std::string const& value) {
        return field.is_email ? base::email_sought(value) : value;
    }
    static std::string same(ListField const& field, std::string const& text) {
        return field.is_email ? "lower(" + text + " collate \"und-x-icu\")" : text + field.collate;
    }

    // Both sides alike, as base::folded does it; and compared by letters, since not every collation
    // finds a part.
    static std::string folded(std::string const& text) {
        return "(server.folded(" + text + ") collate \"C\")";
    }
    // Whether one of the fields has a text, of an address as it is kept or in its own letters.
    // has(all, part)
    template <class Has>
    std::string any_has(std::vector<std::size_t> const& in, std::string const& text, Has&& has) {
        bool const has_emails = std::any_of(
            in.begin(), in.end(), [&](auto const field) { return fields_[field].is_email; });
        auto const sought = has_emails ? base::email_sought(text) : text;
        auto const wanted = folded(bound(text, "text"));
        auto const address = sought == text ? "" : folded(bound(sought, "text"));
        std::string any;
        auto const add_one = [&](std::string const& all, std::string const& part) {
            any += (any.empty() ? "" : " or ") + has(folded(all), part);
        };
        for (auto const each : in) {
            auto const& field = fields_[each];
            add_one(column(field), wanted);
            if (!field.is_email) continue;
            add_one("server.in_letters(" + column(field) + ")", wanted);
            if (!address.empty()) add_one(column(field), address);
        }
        return "(" + any + ")";
    }
    std::string search() {
        if (!terms_.sought.empty()) {
            auto const has = [&](std::string const& text) {
                return "position(" + folded(bound(text, "text")) + " in (r." +
                       quoted_name(terms_.sought) + " collate \"C\")) > 0";
            };
            auto const address = base::email_sought(terms_.search);
            auto const is_other = address != terms_.search;
            return "(" + has(terms_.search) + (is_other ? " or " + has(address) : "") + ")";
        }
        return any_has(terms_.search_in, terms_.search, [](auto const& all, auto const& part) {
            return "position(" + part + " in " + all + ") > 0";
        });
    }

    // Whether a row comes after these values: in the first term in which it differs it stands
    // further on. Row values, (a, b) > ($1, $2), say the same where all terms ascend and none may
    // be null, and PostgreSQL finds their place in an index at once.
    std::string follows(std::vector<std::optional<std::string>> const& values) {
        bool alike = true;
        for (auto const& term : terms_.sort)
            alike = alike && !fields_[term.field].nullable &&
                    term.descending == terms_.sort[0].descending;
        if (alike) {
            std::string columns, places;
            for (std::size_t i = 0; i < values.size(); ++i) {
                auto const& field = fields_[terms_.sort[i].field];
                columns += (i == 0 ? "" : ", ") + compared(field);
                places += (i == 0 ? "" : ", ") + bound(*values[i], field.type);
            }
            return "(" + columns + ")" + (terms_.sort[0].descending ? " < " : " > ") + "(" +
                   places + ")";
        }
        return follows_from(0, values);
    }
    std::string follows_from(std::size_t i, std::vector<std::optional<std::string>> const& values) {
        if (i == values.size()) return "false";
        auto const& field = fields_[terms_.sort[i].field];
        bool const down = terms_.sort[i].descending;
        if (!values[i]) {
            // Ascending, nothing comes after null; descending, all that is something.
            auto const rest =
                "(" + column(field) + " is null and " + follows_from(i + 1, values) + ")";
            return down ? "(" + column(field) + " is not null or " + rest + ")" : rest;
        }
        auto const place = bound(*values[i], field.type);
        auto further = compared(field) + (down ? " < " : " > ") + place;
        if (!down && field.nullable) further += " or " + column(field) + " is null";
        return "(" + further + " or (" + compared(field) + " = " + place + " and " +
               follows_from(i + 1, values) + "))";
    }

    ListFields const& fields_;
    ListTerms const& terms_;
    ListSql sql_;
};

}  // namespace

ListSql page_sql(ListFields const& fields, ListTerms const& terms, Condition const& also) {
    SqlWriter writer(fields, terms, also);
    writer.follow_cursor();
    writer.order();
    return writer.take();
}

ListSql count_sql(ListFields const& fields, ListTerms const& terms, Condition const& also) {
    return SqlWriter(fields, terms, also).take();
}

}  // namespace database
