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
        sql_.order += " limit " + bound(std::to_string(terms_.limit + 1), "bigint");
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
    static std::string column(ListField const& field) { return "r." + quoted_name(field.name); }
    static std::string compared(ListField const& field) { return column(field) + field.collate; }

    std::string matches(Filter const& filter) {
        auto const& field = fields_[filter.field];
        switch (filter.comparison) {
            case Comparison::at_least:
                return compared(field) + " >= " + bound(*filter.values[0], field.type);
            case Comparison::at_most:
                return compared(field) + " <= " + bound(*filter.values[0], field.type);
            case Comparison::starts:
                return "starts_with(" + folded(column(field)) + ", " +
                       folded(bound(*filter.values[0], "text")) + ")";
            case Comparison::any_of:
                break;
        }
        std::string list;
        bool or_null = false;
        for (auto const& value : filter.values) {
            if (value)
                list += (list.empty() ? "" : ", ") + bound(*value, field.type);
            else
                or_null = true;
        }
        auto const is_null = column(field) + " is null";
        if (list.empty()) return is_null;
        auto const is_in = compared(field) + " in (" + list + ")";
        return or_null ? "(" + is_in + " or " + is_null + ")" : is_in;
    }

    // Both sides alike, as base::folded does it; and compared by letters, since not every collation
    // finds a part.
    static std::string folded(std::string const& text) {
        return "(server.folded(" + text + ") collate \"C\")";
    }
    std::string search() {
        auto const wanted = folded(bound(terms_.search, "text"));
        std::string any;
        auto const add = [&](std::string const& what, std::size_t field) {
            any += (any.empty() ? "position(" : " or position(") + what + " in " +
                   folded(column(fields_[field])) + ") > 0";
        };
        for (auto const field : terms_.search_in) add(wanted, field);
        auto const sought = base::email_sought(terms_.search);
        bool const has_emails =
            std::any_of(terms_.search_in.begin(), terms_.search_in.end(),
                        [&](auto const field) { return fields_[field].is_email; });
        if (sought == terms_.search || !has_emails) return "(" + any + ")";
        auto const address = folded(bound(sought, "text"));
        for (auto const field : terms_.search_in)
            if (fields_[field].is_email) add(address, field);
        return "(" + any + ")";
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
