// What can go wrong between us and PostgreSQL, by meaning. Whoever calls the database handles these
// and no error codes; their texts are for the log and never for a client.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace database {

// The database cannot be reached, or the connection was
// lost and trying again did not help. It may be back soon.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Everything is taken for now: no free connection, or
// a lock or a statement took longer than its limit.
struct Busy : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Another transaction wrote the same rows each time this one was tried.
struct Contended : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A constraint refused the write. `name` is the constraint's,
// or "<table>.<column>" when a null was refused.
struct ConstraintViolated : std::runtime_error {
    ConstraintViolated(std::string constraint, std::string const& text)
        : std::runtime_error(text), name(std::move(constraint)) {}
    std::string name;
};

// The disk, the memory or another resource of the database is used up; reading usually still works.
struct ResourceExhausted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Failure { lost, conflict, constraint, resources, timeout, other };

// The meaning of a SQLSTATE (PostgreSQL, appendix A);
// empty means that the connection broke before one came.
Failure meaning_of(std::string_view sqlstate);

// The name for ConstraintViolated in PostgreSQL's verbose text of an error.
std::string constraint_in(std::string_view text, std::string_view sqlstate);

// To be called inside a catch block: what the exception in flight
// means. `connected` is whether the connection is still open.
struct Caught {
    Failure failure = Failure::other;
    std::string text;
    std::string constraint;
};
Caught caught(bool connected);

// Throws the exception of this header that fits; for `other` the one in flight goes on as it is.
[[noreturn]] void throw_as(Caught const& caught);

}  // namespace database
