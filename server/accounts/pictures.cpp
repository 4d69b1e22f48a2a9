#include "server/accounts/pictures.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "server/http/descriptor.hpp"

namespace accounts {

namespace {

using Clock = std::chrono::steady_clock;
using http::Descriptor;

constexpr std::size_t most_answer = 4u << 20;

std::system_error failed(char const* what, int error) {
    return {error, std::generic_category(), what};
}

// One child, which does not outlive this.
class Child {
public:
    Child(std::filesystem::path const& program, std::string kind, int socket) {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_adddup2(&actions, socket, 0);
        posix_spawn_file_actions_adddup2(&actions, socket, 1);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        std::string name = program.string();
        std::array<char*, 3> arguments{name.data(), kind.data(), nullptr};
        std::array<char*, 1> environment{nullptr};
        int const error = posix_spawn(&pid_, name.c_str(), &actions, &attributes, arguments.data(),
                                      environment.data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) throw failed(("cannot start " + name).c_str(), error);
    }
    ~Child() {
        if (pid_ > 0) end();
    }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    void kill() const { ::kill(pid_, SIGKILL); }
    // The status with which it ended by itself; nothing when something ended it.
    std::optional<int> wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0)
            if (errno != EINTR) throw failed("waitpid", errno);
        pid_ = -1;
        return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
    }

private:
    void end() {
        kill();
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
    }
    pid_t pid_ = -1;
};

// Sends all and takes what comes back; false when it took too long.
bool talk(int socket, std::string_view bytes, std::string& answer, Clock::time_point until) {
    std::array<char, 65536> some;
    bool is_sending = true;
    for (;;) {
        if (is_sending && bytes.empty()) {
            ::shutdown(socket, SHUT_WR);
            is_sending = false;
        }
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        if (left <= 0) return false;
        pollfd one{socket, static_cast<short>(is_sending ? POLLIN | POLLOUT : POLLIN), 0};
        int const ready = ::poll(&one, 1, static_cast<int>(left));
        if (ready < 0 && errno != EINTR) throw failed("poll", errno);
        if (ready <= 0) continue;
        if ((one.revents & POLLOUT) != 0) {
            auto const sent =
                ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
            // It has ended before it read everything: how, its status says.
            if (sent < 0 && errno != EAGAIN && errno != EINTR) is_sending = false;
        }
        if ((one.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        auto const count = ::recv(socket, some.data(), some.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count <= 0) return true;
        answer.append(some.data(), static_cast<std::size_t>(count));
        if (answer.size() > most_answer) return false;
    }
}

std::string take_part(std::string_view& answer) {
    if (answer.size() < 4) throw std::runtime_error("the answer about a picture is too short");
    std::size_t length = 0;
    for (unsigned i = 0; i < 4; ++i)
        length |= std::size_t{static_cast<unsigned char>(answer[i])} << (8 * i);
    answer.remove_prefix(4);
    if (length == 0 || length > answer.size())
        throw std::runtime_error("the answer about a picture is broken");
    std::string const part(answer.substr(0, length));
    answer.remove_prefix(length);
    return part;
}

std::filesystem::path beside_this_program() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kontor-picture";
}

template <class Semaphore>
struct Leave {
    Semaphore& semaphore;
    ~Leave() { semaphore.release(); }
};

}  // namespace

PictureReader::PictureReader(Options options)
    : options_{options.program.empty() ? beside_this_program() : std::move(options.program),
               options.patience} {}

std::variant<Squares, NoPicture> PictureReader::read(std::string_view kind,
                                                     std::string_view bytes) const {
    if (!free_.try_acquire()) return NoPicture::busy;
    Leave<decltype(free_)> const leave{free_};
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw failed("socketpair", errno);
    Descriptor const ours(ends[0]);
    Descriptor theirs(ends[1]);
    Child child(options_.program, std::string(kind), theirs.get());
    { Descriptor const closed(std::move(theirs)); }
    std::string answer;
    if (!talk(ours.get(), bytes, answer, Clock::now() + options_.patience)) child.kill();
    auto const status = child.wait();
    // What was ended by its limits asked for too much.
    if (!status || *status == 4) return NoPicture::too_large;
    if (*status == 3) return NoPicture::unreadable;
    if (*status != 0)
        throw std::runtime_error("kontor-picture ended with " + std::to_string(*status));
    std::string_view rest = answer;
    Squares squares;
    squares.large = take_part(rest);
    squares.small = take_part(rest);
    return squares;
}

}  // namespace accounts
