#include "server/accounts/pictures/pictures.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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

// One child in a process group of its own; neither it nor what it started outlives this.
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
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
        std::string name = program.string();
        std::array<char*, 3> arguments{name.data(), kind.data(), nullptr};
        std::array<char*, 1> environment{nullptr};
        int const error = posix_spawn(&pid_, name.c_str(), &actions, &attributes, arguments.data(),
                                      environment.data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) throw failed(("cannot start " + name).c_str(), error);
        ended_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
        if (ended_.get() < 0) {
            int const why = errno;
            end();
            throw failed("pidfd_open", why);
        }
    }
    ~Child() {
        if (pid_ > 0) end();
    }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    // Readable once it has ended by itself.
    int ended() const { return ended_.get(); }

    struct Status {
        int exit = 0, signal = 0;  // the latter when something ended it
    };
    // Ends it, if it still runs, and all of its group.
    Status end() {
        int status = 0;
        ::kill(-pid_, SIGKILL);  // its number is not another's before it was waited for
        while (::waitpid(pid_, &status, 0) < 0)
            if (errno != EINTR) throw failed("waitpid", errno);
        pid_ = -1;
        if (WIFEXITED(status)) return {WEXITSTATUS(status), 0};
        return {0, WTERMSIG(status)};
    }

private:
    pid_t pid_ = -1;
    Descriptor ended_;
};

// Sends all and takes what comes back, until the child has ended or it took too long. The stream's
// own end would come no sooner than the last process that holds it lets go.
class Talk {
public:
    Talk(int socket, std::string_view bytes) : socket_(socket), bytes_(bytes) {}

    // Nothing when it took too long, or came to more than an answer can be.
    std::optional<std::string> hear(Child const& child, Clock::time_point until) {
        for (;;) {
            if (is_sending_ && bytes_.empty()) stop_sending();
            auto const left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
            if (left <= 0) return std::nullopt;
            std::array<pollfd, 2> both{
                {{is_open_ ? socket_ : -1, events(), 0}, {child.ended(), POLLIN, 0}}};
            int const ready = ::poll(both.data(), both.size(), static_cast<int>(left));
            if (ready < 0 && errno != EINTR) throw failed("poll", errno);
            if (ready <= 0) continue;
            if ((both[0].revents & POLLOUT) != 0) send_some();
            bool const has_ended = both[1].revents != 0;  // then all that it wrote has arrived
            if (has_ended || (both[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
                while (take_some() && answer_.size() <= most_answer) continue;
            if (answer_.size() > most_answer) return std::nullopt;
            if (has_ended) return std::move(answer_);
        }
    }

private:
    short events() const { return static_cast<short>(is_sending_ ? POLLIN | POLLOUT : POLLIN); }
    void stop_sending() {
        ::shutdown(socket_, SHUT_WR);
        is_sending_ = false;
    }
    void send_some() {
        auto const sent =
            ::send(socket_, bytes_.data(), bytes_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) bytes_.remove_prefix(static_cast<std::size_t>(sent));
        // It has ended before it read everything: how, its status says.
        if (sent < 0 && errno != EAGAIN && errno != EINTR) is_sending_ = false;
    }
    // False when there is no more for now, or at all: then only the child's end is waited for.
    bool take_some() {
        auto const count = ::recv(socket_, some_.data(), some_.size(), MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) return true;
        if (count == 0) is_open_ = false;
        if (count <= 0) return false;
        answer_.append(some_.data(), static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    std::string_view bytes_;
    std::string answer_;
    std::array<char, 65536> some_;
    bool is_sending_ = true, is_open_ = true;
};

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
    auto const answer = Talk(ours.get(), bytes).hear(child, Clock::now() + options_.patience);
    auto const status = child.end();
    // What was ended by its limits asked for too much.
    if (!answer || status.exit == 4 || status.signal == SIGKILL || status.signal == SIGXCPU)
        return NoPicture::too_large;
    // What was ended otherwise was broken in a way that the decoder did not bear, or that made it
    // do what the kernel ended it for.
    if (status.exit == 3 || status.signal != 0) return NoPicture::unreadable;
    if (status.exit != 0)
        throw std::runtime_error("kontor-picture ended with " + std::to_string(status.exit));
    std::string_view rest = *answer;
    Squares squares;
    squares.large = take_part(rest);
    squares.small = take_part(rest);
    return squares;
}

}  // namespace accounts
