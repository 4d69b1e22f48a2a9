#include "server/database/pqxx.hpp"

#include <stdexcept>
#include <utility>

namespace database {

Params& Params::add(std::string text) {
    if (text.find('\0') != std::string::npos)
        throw std::invalid_argument("a NUL in a value for the database");
    values_.emplace_back(std::move(text));
    return *this;
}

Params& Params::add_null() {
    values_.emplace_back();
    return *this;
}

std::string array_of(Texts const& values) {
    std::string text = "{";
    for (auto const& value : values) {
        if (text.size() > 1) text += ',';
        if (!value) {
            text += "NULL";
            continue;
        }
        text += '"';
        for (char const c : *value) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    }
    return text += '}';
}

void Closer::operator()(pqxx::connection* connection) const { delete connection; }

#if PQXX_VERSION_MAJOR >= 7

pqxx::result run(pqxx::transaction_base& transaction, std::string const& sql,
                 Params const& params) {
    pqxx::params bound;
    bound.reserve(params.size());
    for (auto const& value : params.values()) bound.append(value);
    return transaction.exec(sql, bound);
}

namespace {
using Snapshot =
    pqxx::transaction<pqxx::isolation_level::repeatable_read, pqxx::write_policy::read_only>;
}

std::unique_ptr<pqxx::transaction_base> begin(pqxx::connection& connection, Isolation isolation) {
    using level = pqxx::isolation_level;
    switch (isolation) {
        case Isolation::read_committed:
            return std::make_unique<pqxx::work>(connection);
        case Isolation::repeatable_read:
            return std::make_unique<pqxx::transaction<level::repeatable_read>>(connection);
        case Isolation::serializable:
            return std::make_unique<pqxx::transaction<level::serializable>>(connection);
        case Isolation::snapshot:
            return std::make_unique<Snapshot>(connection);
        case Isolation::statement:
            return std::make_unique<pqxx::nontransaction>(connection);
    }
    throw std::invalid_argument("unknown isolation");
}

Connection open(std::string const& connection_string) {
    Connection connection(new pqxx::connection(connection_string));
    connection->set_verbosity(pqxx::error_verbosity::verbose);
    connection->set_notice_handler([](pqxx::zview) {});
    return connection;
}

#else

pqxx::result run(pqxx::transaction_base& transaction, std::string const& sql,
                 Params const& params) {
    std::vector<char const*> pointers;
    pointers.reserve(params.size());
    for (auto const& value : params.values()) pointers.push_back(value ? value->c_str() : nullptr);
    return transaction.exec_params(sql, pqxx::prepare::make_dynamic_params(pointers));
}

namespace {
using Snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;
}

std::unique_ptr<pqxx::transaction_base> begin(pqxx::connection& connection, Isolation isolation) {
    switch (isolation) {
        case Isolation::read_committed:
            return std::make_unique<pqxx::work>(connection);
        case Isolation::repeatable_read:
            return std::make_unique<pqxx::transaction<pqxx::repeatable_read>>(connection);
        case Isolation::serializable:
            return std::make_unique<pqxx::transaction<pqxx::serializable>>(connection);
        case Isolation::snapshot:
            return std::make_unique<Snapshot>(connection);
        case Isolation::statement:
            return std::make_unique<pqxx::nontransaction>(connection);
    }
    throw std::invalid_argument("unknown isolation");
}

Connection open(std::string const& connection_string) {
    Connection connection(new pqxx::connection(connection_string));
    connection->set_verbosity(pqxx::connection_base::verbose);
    connection.get_deleter().notices = std::make_shared<pqxx::quiet_errorhandler>(*connection);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wdeprecated-declarations"  // Deprecated because 7.0 has no reactivation at all.
    connection->inhibit_reactivation(true);
#pragma GCC diagnostic pop
    return connection;
}

#endif

bool only_reads(pqxx::transaction_base const& transaction) {
    return dynamic_cast<Snapshot const*>(&transaction) != nullptr;
}

}  // namespace database

#if PQXX_VERSION_MAJOR < 7 && defined(__has_feature)
#if __has_feature(address_sanitizer)
// libpqxx 6 forgets one result (about 2 KB) each time a connection is lost in the middle of a
// statement; the leak checker of a sanitized build would blame us.
extern "C" char const* __lsan_default_suppressions() { return "leak:libpqxx-6\n"; }
#endif
#endif
