#include "server/database/listener.hpp"

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

#include "server/database/pool.hpp"

namespace database {
namespace {

constexpr int shortest_pause_ms = 50;
constexpr int longest_pause_ms = 2'000;

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;

bool begin_listening(PGconn* connection, std::string const& channel) {
    std::unique_ptr<char, decltype(&PQfreemem)> const name(
        PQescapeIdentifier(connection, channel.data(), channel.size()), &PQfreemem);
    if (!name) return false;
    auto const statement = "listen " + std::string(name.get());
    std::unique_ptr<PGresult, decltype(&PQclear)> const result(
        PQexec(connection, statement.c_str()), &PQclear);
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

}  // namespace

Listener::Listener(std::string const& url, std::string channel, Ears ears, server::Log const& log)
    : url_(with_network_limits(url, "kontor-listener")),
      channel_(std::move(channel)),
      ears_(std::move(ears)),
      log_(log),
      end_(eventfd(0, EFD_CLOEXEC)) {
    if (end_.get() < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    thread_ = std::thread([this] { listen_for_ever(); });
}

Listener::~Listener() {
    std::uint64_t const one = 1;
    if (write(end_.get(), &one, sizeof one) < 0) std::abort();  // An eventfd of ours cannot fail.
    thread_.join();
}

bool Listener::is_told_to_end(int timeout_ms) const {
    pollfd watched{end_.get(), POLLIN, 0};
    return poll(&watched, 1, timeout_ms) > 0;
}

void Listener::listen_for_ever() {
    auto pause_ms = shortest_pause_ms;
    for (;;) {
        bool was_connected = false;
        auto const why = listen_once(was_connected);
        if (was_connected) ears_.lost();
        if (why.empty()) return;
        if (was_connected) pause_ms = shortest_pause_ms;
        log_.warning("database.listener_lost", {{"why", why}, {"again_in_ms", pause_ms}});
        if (is_told_to_end(pause_ms)) return;
        pause_ms = std::min(2 * pause_ms, longest_pause_ms);
    }
}

std::string Listener::listen_once(bool& was_connected) {
    Session const connection(PQconnectdb(url_.c_str()), &PQfinish);
    auto const why = [&] { return "lost: " + std::string(PQerrorMessage(connection.get())); };
    if (PQstatus(connection.get()) != CONNECTION_OK || !begin_listening(connection.get(), channel_))
        return why();
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
