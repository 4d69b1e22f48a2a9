// libpqxx as the rest of the server uses it. Debian 12 has 6.4, Debian 13 has 7.10; what differs
// between them is hidden here, and nowhere else.
#pragma once

#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <vector>

namespace database {

// The values of $1, $2, … as text, which PostgreSQL reads as the type that stands there. Values are
// always bound, never written into a statement.
class Params {
public:
    Params& add(std::string text);  // refuses a NUL, which libpq would silently take for the end
    Params& add_null();
    std::size_t size() const { return values_.size(); }
    std::vector<std::optional<std::string>> const& values() const { return values_; }

private:
    std::vector<std::optional<std::string>> values_;
};

// Many values as one parameter: an array as PostgreSQL reads it, for "unnest($1::bigint[])".
using Texts = std::vector<std::optional<std::string>>;
std::string array_of(Texts const& values);

// One statement with its values.
pqxx::result run(pqxx::transaction_base& transaction, std::string const& sql, Params const& params);

// The same with the values in place: numbers, bool, text; an optional for what may be null.
inline void bind_value(Params& params, std::string_view value) { params.add(std::string(value)); }
inline void bind_value(Params& params, std::string const& value) { params.add(value); }
inline void bind_value(Params& params, char const* value) { params.add(value); }
inline void bind_value(Params& params, bool value) { params.add(value ? "true" : "false"); }
template <class Number>
requires(std::is_arithmetic_v<Number>) void bind_value(Params& params, Number value) {
    if constexpr (std::is_integral_v<Number>) {
        params.add(std::to_string(value));
    } else {
        params.add(pqxx::to_string(value));
    }
}
template <class Value>
void bind_value(Params& params, std::optional<Value> const& value) {
    if (value) {
        bind_value(params, *value);
    } else {
        params.add_null();
    }
}

template <class... Values>
pqxx::result run(pqxx::transaction_base& transaction, std::string const& sql,
                 Values const&... values) {
    Params params;
    (bind_value(params, values), ...);
    return run(transaction, sql, params);
}

enum class Isolation {
    read_committed,   // the default; what `take` uses, since it locks what it depends on
    repeatable_read,  // one snapshot, and writing
    serializable,
    snapshot,   // one snapshot, and only reading: what news and exports use
    statement,  // no transaction: for reading by one statement, which is one round trip
};

// Whether it is one that only reads: then it can hold no row for itself either.
bool only_reads(pqxx::transaction_base const& transaction);

// Begins a transaction. It is rolled back when it is destroyed without a commit.
std::unique_ptr<pqxx::transaction_base> begin(pqxx::connection& connection, Isolation isolation);

// Closes a connection, and keeps until then what listens to its notices.
struct Closer {
    std::shared_ptr<void> notices = nullptr;
    void operator()(pqxx::connection* connection) const;
};
using Connection = std::unique_ptr<pqxx::connection, Closer>;

// Opens a connection that reports the names of violated constraints, that writes nothing to
// standard error by itself, and that never reconnects behind our back, for a new session would
// silently lack the settings of the old one.
Connection open(std::string const& connection_string);

}  // namespace database
