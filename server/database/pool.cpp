#include "server/database/pool.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "server/database/failure.hpp"
#include "server/this_machine.hpp"

namespace database {
namespace {

std::string in_quotes(std::string_view value) {
    std::string text = "'";
    for (char const c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text += '\'';
}

std::string_view value_of(PQconninfoOption const* options, std::string_view keyword) {
    for (auto const* option = options; option->keyword != nullptr; ++option)
        if (keyword == option->keyword && option->val != nullptr) return option->val;
    return {};
}

bool is_here(std::string const& host) {
    return host.empty() || host.front() == '/' || host.front() == '@' ||
           server::is_this_machine(host);
}

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

// What libpq takes of that of which the address says nothing: from the environment, and from the
// file of services if that names one.
Options taken_otherwise() {
    Options taken(PQconndefaults(), &PQconninfoFree);
    if (!taken) throw std::bad_alloc();
    return taken;
}

// "host" and "hostaddr" may each be several, with commas between them.
bool leaves_this_machine(PQconninfoOption const* options) {
    if (!value_of(options, "service").empty()) return true;  // to wherever a file says
    auto const otherwise = taken_otherwise();
    for (auto const* keyword : {"host", "hostaddr"}) {
        auto rest = value_of(options, keyword);
        if (rest.empty()) rest = value_of(otherwise.get(), keyword);
        while (!rest.empty()) {
            auto const end = std::min(rest.find(','), rest.size());
            if (!is_here(std::string(rest.substr(0, end)))) return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

// Where Debian keeps the authorities of the system, which libpq does not know by itself before 16.
constexpr std::string_view authorities = "/etc/ssl/certs/ca-certificates.crt";

}  // namespace

std::string with_network_limits(std::string const& url, std::string const& application_name) {
    Options const parsed(PQconninfoParse(url.c_str(), nullptr), &PQconninfoFree);
    if (!parsed)
        throw std::invalid_argument("the database's address is no connection string of PostgreSQL");
    // What is asked and answered, and the password, are for that machine alone.
    bool const is_away = leaves_this_machine(parsed.get());
    std::array<std::pair<std::string_view, std::string_view>, 9> const defaults{{
        {"sslmode", is_away ? "verify-full" : ""},
        {"sslrootcert", is_away && value_of(parsed.get(), "sslmode").empty() ? authorities : ""},
        {"application_name", application_name},
        {"client_encoding", "UTF8"},
        {"connect_timeout", "5"},       // seconds
        {"keepalives_idle", "30"},      // seconds
        {"keepalives_interval", "10"},  // seconds
        {"keepalives_count", "3"},
        {"tcp_user_timeout", "30000"},  // milliseconds
    }};
    std::string text;
    for (auto const* option = parsed.get(); option->keyword != nullptr; ++option) {
        std::string_view value =
            option->val == nullptr ? std::string_view() : std::string_view(option->val);
        for (auto const& [keyword, fallback] : defaults) {
            if (option->val == nullptr && keyword == option->keyword) value = fallback;
        }
        if (!value.empty()) text += std::string(option->keyword) + "=" + in_quotes(value) + " ";
    }
    return text;
}

Pool::Lease::Lease(Pool& pool, Connection connection)
    : pool_(&pool), connection_(std::move(connection)) {}

Pool::Lease::Lease(Lease&& other) noexcept
    : pool_(other.pool_), connection_(std::move(other.connection_)), sound_(other.sound_) {}

Pool::Lease::~Lease() {
    if (connection_) pool_->give_back(std::move(connection_), sound_);
}

Pool::Pool(PoolOptions options) : options_(std::move(options)) {
    options_.url = with_network_limits(options_.url, options_.application_name);
    idle_.reserve(options_.most);  // So that giving back cannot fail.
}

Pool::~Pool() = default;

Connection Pool::connect() const {
    try {
        auto connection = database::open(options_.url);
        auto const transaction = begin(*connection, Isolation::read_committed);
        run(*transaction,
            "select set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, "
            "false), "
            "set_config('idle_in_transaction_session_timeout', $3, false), set_config('timezone', "
            "'UTC', false)",
            options_.statement_limit.count(), options_.lock_limit.count(),
            options_.idle_transaction_limit.count());
        transaction->commit();
        return connection;
    } catch (pqxx::failure const& error) {
        throw Unavailable(error.what());
    }
}

Pool::Lease Pool::take() {
    {
        std::unique_lock lock(mutex_);
        if (!freed_.wait_for(lock, options_.checkout_limit,
                             [&] { return taken_ < options_.most; })) {
            throw Busy("all " + std::to_string(options_.most) +
                       " connections to the database are taken");
        }
        ++taken_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(connection));
        }
    }
    try {
        return Lease(*this, connect());
    } catch (...) {
        give_back(nullptr, false);
        throw;
    }
}

void Pool::give_back(Connection connection, bool sound) {
    if (connection && !(sound && connection->is_open())) connection.reset();
    {
        std::lock_guard const lock(mutex_);
        --taken_;
        if (connection) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

void Pool::drop_idle() {
    std::vector<Connection> dropped;
    std::lock_guard const lock(mutex_);
    dropped.reserve(idle_.size());
    for (auto& connection : idle_) dropped.push_back(std::move(connection));
    idle_.clear();
}

std::size_t Pool::open() const {
    std::lock_guard const lock(mutex_);
    return taken_ + idle_.size();
}

}  // namespace database
