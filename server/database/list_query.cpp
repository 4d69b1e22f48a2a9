#include "server/database/list_query.hpp"

#include <algorithm>
#include <charconv>

#include "server/database/list_cursor.hpp"
#include "shared/base/check.hpp"
#include "shared/wire/fingerprint.hpp"

namespace database {
namespace {

constexpr std::size_t longest_search = 100;  // code points

std::string path_of(std::string_view key) { return "/" + base::pointer_part(key); }

// "filter[name][starts]" is /filter/name/starts.
std::string path_of_key(std::string_view key) {
    if (key.rfind("filter[", 0) != 0) return path_of(key);
    std::string path = "/filter";
    for (key.remove_prefix(6); !key.empty() && key.front() == '[';) {
        auto const close = key.find(']');
        if (close == std::string_view::npos) break;
        path += path_of(key.substr(1, close - 1));
        key.remove_prefix(close + 1);
    }
    return path;
}

std::vector<std::string> split(std::string_view text, bool escaped) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const escapes = escaped && text[i] == '\\' && i + 1 < text.size() &&
                             (text[i + 1] == ',' || text[i + 1] == '\\');
        if (escapes)
            parts.back() += text[++i];
        else if (text[i] == ',')
            parts.emplace_back();
        else
            parts.back() += text[i];
    }
    return parts;
}

std::optional<Comparison> comparison_of(std::string_view name) {
    if (name == "at_least") return Comparison::at_least;
    if (name == "at_most") return Comparison::at_most;
    if (name == "starts") return Comparison::starts;
    if (name == "empty") return Comparison::empty;
    return std::nullopt;
}

bool takes(ListField const& field, Comparison comparison) {
    switch (comparison) {
        case Comparison::starts:
            return field.is_text;
        case Comparison::empty:
            return field.may_be_empty;
        default:
            return field.is_ordered;
    }
}

class QueryReader {
public:
    QueryReader(ListFields const& fields, ListOptions const& options, ListTerms& terms)
        : fields_(fields), options_(options), terms_(terms) {}

    base::Problems read(QueryPairs const& pairs) {
        terms_.sought = options_.sought;
        for (auto const& column : options_.search_in)
            terms_.search_in.push_back(field_named(column).value());
        std::string_view sort = options_.usual_sort, after;
        std::vector<std::string_view> seen;
        std::uint64_t others = wire::fnv1a("others");
        for (auto const& [key, value] : pairs) {
            if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
                refuse(path_of_key(key), "given-twice");
                continue;
            }
            seen.push_back(key);
            if (key == "sort") {
                if (!value.empty()) sort = value;
            } else if (key == "after") {
                after = value;
            } else if (key == "limit") {
                read_limit(value);
            } else if (key == "search" && !options_.search_in.empty()) {
                read_search(value);
            } else if (key.rfind("filter[", 0) == 0) {
                read_filter(key, value);
            } else if (is_other(key)) {
                others = told(told(others, key), value);
            } else {
                refuse(path_of(key), "unknown-field");
            }
        }
        read_sort(sort);
        // Whoever writes the same filters in another order asks for the same list.
        std::sort(terms_.filters.begin(), terms_.filters.end(),
                  [](Filter const& a, Filter const& b) {
                      return a.field != b.field ? a.field < b.field : a.comparison < b.comparison;
                  });
        terms_.fingerprint = fingerprint(others);
        // A cursor says where in a list; there is none to look into while something is wrong.
        if (problems_.empty() && !after.empty()) read_after(after);
        return std::move(problems_);
    }

private:
    void refuse(std::string path, std::string_view rule,
                std::vector<base::Argument> arguments = {}) {
        problems_.push_back({std::move(path), std::string(rule), std::move(arguments)});
    }
    std::optional<std::size_t> field_named(std::string_view name) const {
        for (std::size_t i = 0; i < fields_.size(); ++i)
            if (fields_[i].name == name) return i;
        return std::nullopt;
    }
    bool is_other(std::string_view key) const {
        auto const& keys = options_.other_keys;
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }

    void read_limit(std::string_view text) {
        std::int64_t value = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size())
            return refuse("/limit", "not-a-whole-number");
        if (value < 1) return refuse("/limit", "too-small", {{"least", "1"}});
        if (value > ListTerms::most_limit)
            return refuse("/limit", "too-large", {{"most", std::to_string(ListTerms::most_limit)}});
        terms_.limit = value;
    }

    void read_search(std::string const& text) {
        if (!bound_text(text)) return refuse("/search", "not-text");
        terms_.search = line_taken_in(text);
        if (base::code_points(terms_.search) > longest_search)
            return refuse("/search", "too-long", {{"most", std::to_string(longest_search)}});
    }

    void read_sort(std::string_view text) {
        auto const id = field_named("id").value();
        std::vector<std::size_t> seen;
        for (auto const& part : split(text, false)) {
            if (part.empty() && text.empty()) break;
            bool const descending = !part.empty() && part.front() == '-';
            auto const name = part.substr(descending ? 1 : 0);
            auto const field = field_named(name);
            if (!field || !fields_[*field].sortable) {
                refuse("/sort", "not-sortable", {{"field", base::pointer_part(name)}});
            } else if (std::find(seen.begin(), seen.end(), *field) != seen.end()) {
                refuse("/sort", "given-twice", {{"field", base::pointer_part(name)}});
            } else {
                seen.push_back(*field);
                terms_.sort.push_back({*field, descending});
            }
            if (problems_.size() > fields_.size() + most_values) return;  // enough was said
        }
        if (std::find(seen.begin(), seen.end(), id) == seen.end()) terms_.sort.push_back({id});
    }

    void read_filter(std::string_view key, std::string_view value) {
        // "filter[name]" or "filter[name][starts]"
        auto const close = key.find(']');
        if (close == std::string_view::npos) return refuse(path_of(key), "unknown-field");
        auto const name = key.substr(7, close - 7);
        auto const rest = key.substr(close + 1);
        std::string path = "/filter" + path_of(name);
        auto const place = field_named(name);
        if (!place || !fields_[*place].filterable) return refuse(path, "not-filterable");
        auto const& field = fields_[*place];
        Filter filter{*place, Comparison::any_of, {}};
        if (!rest.empty()) {
            bool const bracketed = rest.size() > 2 && rest.front() == '[' && rest.back() == ']';
            auto const comparison =
                comparison_of(bracketed ? rest.substr(1, rest.size() - 2) : std::string_view());
            if (!comparison || !takes(field, *comparison))
                return refuse(path, "unknown-comparison");
            filter.comparison = *comparison;
            path += path_of(rest.substr(1, rest.size() - 2));
        }
        if (filter.comparison == Comparison::empty) {
            if (value != "true" && value != "false") return refuse(path, "not-a-boolean");
            filter.values.emplace_back(value);
            terms_.filters.push_back(std::move(filter));
            return;
        }
        auto const values = filter.comparison == Comparison::any_of
                                ? split(value, true)
                                : std::vector<std::string>{std::string(value)};
        if (values.size() > most_values)
            return refuse(path, "too-many", {{"most", std::to_string(most_values)}});
        for (auto const& each : values) {
            if (each.empty() && field.nullable && filter.comparison == Comparison::any_of) {
                filter.values.emplace_back(std::nullopt);
                continue;
            }
            auto bound = field.bound(each);
            if (!bound) return refuse(path, field.rule);
            if (base::code_points(*bound) > longest_value)
                return refuse(path, "too-long", {{"most", std::to_string(longest_value)}});
            filter.values.push_back(std::move(bound));
        }
        terms_.filters.push_back(std::move(filter));
    }

    void read_after(std::string_view text) {
        auto cursor = cursor_from(text);
        bool fits = cursor && cursor->values.size() == terms_.sort.size();
        for (std::size_t i = 0; fits && i < terms_.sort.size(); ++i) {
            auto const& field = fields_[terms_.sort[i].field];
            auto const& value = cursor->values[i];
            // An instant is bound as the number that it is.
            bool const is_number = std::string_view(field.type) == "bigint";
            // A text is what stands in a row, whatever would become of it if it was sent.
            auto const bound = [&](std::string_view one) {
                return is_number       ? bound_whole(one)
                       : field.is_text ? bound_text(one)
                                       : field.bound(one);
            };
            fits = value ? bound(*value) == value : field.nullable;
        }
        if (!fits) return refuse("/after", "not-a-cursor");
        if (cursor->fingerprint != terms_.fingerprint)
            return refuse("/after", "cursor-of-another-list");
        terms_.after = std::move(cursor->values);
    }

    // Each text with its length, so that no two lists of texts are told the same.
    static std::uint64_t told(std::uint64_t hash, std::string_view text) {
        return wire::fnv1a(text, wire::fnv1a(std::to_string(text.size()) + ":", hash));
    }
    std::uint64_t fingerprint(std::uint64_t hash) const {
        for (auto const& term : terms_.sort)
            hash = told(told(hash, fields_[term.field].name), term.descending ? "-" : "+");
        for (auto const& filter : terms_.filters) {
            hash = told(hash, fields_[filter.field].name);
            hash = told(hash, std::to_string(static_cast<int>(filter.comparison)) + "/" +
                                  std::to_string(filter.values.size()));
            for (auto const& value : filter.values) hash = told(hash, value ? "=" + *value : "");
        }
        return told(hash, terms_.search);
    }

    ListFields const& fields_;
    ListOptions const& options_;
    ListTerms& terms_;
    base::Problems problems_;
};

}  // namespace

base::Problems parse_terms(ListFields const& fields, QueryPairs const& pairs,
                           ListOptions const& options, ListTerms& terms) {
    return QueryReader(fields, options, terms).read(pairs);
}

std::string cursor_after(ListTerms const& terms,
                         std::vector<std::optional<std::string>> const& values) {
    return to_text(ListCursor{terms.fingerprint, values});
}

}  // namespace database
