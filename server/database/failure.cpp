#include "server/database/failure.hpp"

#include "server/database/pqxx.hpp"

namespace database {
namespace {

// The value of one "NAME:  value" line. PostgreSQL writes these after all text that could hold what
// a user typed, so the last one is the true one.
std::string line_of(std::string_view text, std::string const& name) {
    auto const label = "\n" + name + ":  ";
    auto const at = text.rfind(label);
    if (at == std::string_view::npos) return {};
    auto const begin = at + label.size();
    return std::string(text.substr(begin, text.find('\n', begin) - begin));
}

Caught caught_sql(pqxx::sql_error const& error, bool connected) {
    Caught found{connected ? meaning_of(error.sqlstate()) : Failure::lost, error.what(), {}};
    if (found.failure == Failure::constraint)
        found.constraint = constraint_in(found.text, error.sqlstate());
    return found;
}

}  // namespace

Failure meaning_of(std::string_view sqlstate) {
    auto const group = sqlstate.substr(0, 2);
    if (sqlstate.empty() || group == "08") return Failure::lost;
    if (sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03" || sqlstate == "57P05")
        return Failure::lost;
    if (sqlstate == "25P03" || sqlstate == "53300")
        return Failure::lost;  // idle too long; too many connections
    if (sqlstate == "40001" || sqlstate == "40P01") return Failure::conflict;
    if (group == "23") return Failure::constraint;
    if (group == "53" || sqlstate == "58030")
        return Failure::resources;  // 58030: an error of input and output
    if (sqlstate == "57014" || sqlstate == "55P03") return Failure::timeout;
    return Failure::other;
}

std::string constraint_in(std::string_view text, std::string_view sqlstate) {
    bool const refused_null = sqlstate == "23502";  // Constraints of this kind have no name.
    return refused_null ? line_of(text, "TABLE NAME") + "." + line_of(text, "COLUMN NAME")
                        : line_of(text, "CONSTRAINT NAME");
}

Caught caught(bool connected) {
    try {
        throw;
    } catch (pqxx::in_doubt_error const& error) {
        return {Failure::lost, error.what(), {}};
    } catch (pqxx::serialization_failure const& error) {
        return {Failure::conflict, error.what(), {}};
    } catch (pqxx::deadlock_detected const& error) {
        return {Failure::conflict, error.what(), {}};
    } catch (pqxx::broken_connection const& error) {
        return {Failure::lost, error.what(), {}};
    } catch (pqxx::insufficient_privilege const& error) {
        // Which libpqxx 6 throws without its code, as if the connection had broken.
        return {connected ? Failure::other : Failure::lost, error.what(), {}};
    } catch (pqxx::sql_error const& error) {
        return caught_sql(error, connected);
    } catch (Unavailable const& error) {
        return {Failure::lost, error.what(), {}};
    } catch (pqxx::failure const& error) {
        return {connected ? Failure::other : Failure::lost, error.what(), {}};
    } catch (std::exception const& error) {
        return {Failure::other, error.what(), {}};
    }
}

void throw_as(Caught const& caught) {
    switch (caught.failure) {
        case Failure::lost:
            throw Unavailable(caught.text);
        case Failure::conflict:
            throw Contended(caught.text);
        case Failure::constraint:
            throw ConstraintViolated(caught.constraint, caught.text);
        case Failure::resources:
            throw ResourceExhausted(caught.text);
        case Failure::timeout:
            throw Busy(caught.text);
        case Failure::other:
            throw;
    }
    throw;
}

}  // namespace database
