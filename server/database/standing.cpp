#include "server/database/standing.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

namespace database {
namespace {

constexpr int shortest_pause_ms = 50;
constexpr int longest_pause_ms = 2'000;

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;

bool is_carried_out(PGconn* connection, std::string const& statement) {
    std::unique_ptr<PGresult, decltype(&PQclear)> const result(
        PQexec(connection, statement.c_str()), &PQclear);
    auto const status = PQresultStatus(result.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

StandingSession::StandingSession(Options options, Ears ears, server::Log const& log)
    : options_(std::move(options)),
      ears_(std::move(ears)),
      log_(log),
      end_(eventfd(0, EFD_CLOEXEC)) {
    if (end_.get() < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    thread_ = std::thread([this] { stand_for_ever(); });
}

StandingSession::~StandingSession() {
    std::uint64_t const one = 1;
    if (write(end_.get(), &one, sizeof one) < 0) std::abort();  // An eventfd of ours cannot fail.
    thread_.join();
}

bool StandingSession::is_told_to_end(int timeout_ms) const {
    pollfd watched{end_.get(), POLLIN, 0};
    return poll(&watched, 1, timeout_ms) > 0;
}

void StandingSession::stand_for_ever() {
    auto pause_ms = shortest_pause_ms;
    for (;;) {
        bool was_connected = false;
        auto const why = stand_once(was_connected);
        if (was_connected) ears_.lost();
        if (why.empty()) return;
        if (was_connected) pause_ms = shortest_pause_ms;
        log_.warning("database.session_lost", {{"why", why}, {"again_in_ms", pause_ms}});
        if (is_told_to_end(pause_ms)) return;
        pause_ms = std::min(2 * pause_ms, longest_pause_ms);
    }
}

std::string StandingSession::stand_once(bool& was_connected) {
    Session const connection(PQconnectdb(options_.url.c_str()), &PQfinish);
    auto const why = [&] { return "lost: " + std::string(PQerrorMessage(connection.get())); };
    if (PQstatus(connection.get()) != CONNECTION_OK) return why();
    PQsetNoticeProcessor(
        connection.get(), [](void*, char const*) {}, nullptr);  // else they go to standard error
    for (auto const& statement : options_.begin)
        if (!is_carried_out(connection.get(), statement)) return why();
    was_connected = true;
    ears_.connected();
    for (;;) {
        while (auto* const notice = PQnotifies(connection.get())) {
            std::string const payload = notice->extra;
            PQfreemem(notice);
            ears_.heard(payload);
        }
        pollfd watched[] = {{PQsocket(connection.get()), POLLIN, 0}, {end_.get(), POLLIN, 0}};
        if (poll(watched, 2, -1) < 0 && errno != EINTR) return "lost: poll failed";
        if (watched[1].revents != 0) return {};
        if (PQconsumeInput(connection.get()) == 0) return why();
    }
}

}  // namespace database
