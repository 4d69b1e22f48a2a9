#include "server/database/child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>

namespace database {
namespace {

std::optional<SystemUser> found(passwd const* entry) {
    if (entry == nullptr) return std::nullopt;
    return SystemUser{entry->pw_name, entry->pw_uid, entry->pw_gid};
}

[[noreturn]] void fail(char const* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

struct Pipe {
    Descriptor reading, writing;
};

Pipe make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) fail("a pipe");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// All that the child needs, laid out before the fork: after
// it, in a process with threads, no memory may be allocated.
struct Prepared {
    std::vector<char*> words, environment;
    SystemUser user;
    bool changes_user;
    int output, failure, nothing;
    pid_t parent;
};

// Runs between fork and exec. Uses system calls directly
// where the C library would want to involve other threads.
[[noreturn]] void become(Prepared const& prepared) {
    int failure = prepared.failure;
    auto const give_up = [&] {
        int const error = errno;
        if (write(failure, &error, sizeof error) < 0) _exit(126);
        _exit(127);
    };
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int number = 1; number < 32; ++number) signal(number, SIG_DFL);
    setsid();
    umask(077);
    if (prepared.changes_user) {
        auto const& user = prepared.user;
        if (syscall(SYS_setgroups, 1, &user.group) != 0 || syscall(SYS_setgid, user.group) != 0 ||
            syscall(SYS_setuid, user.user) != 0) {
            give_up();
        }
    }
    // After setuid, which forgets it.
    if (prctl(PR_SET_PDEATHSIG, SIGINT) != 0) give_up();
    if (getppid() != prepared.parent) _exit(125);  // The parent went away before the line above.
    if (chdir("/") != 0 || dup2(prepared.nothing, 0) < 0 || dup2(prepared.output, 1) < 0 ||
        dup2(prepared.output, 2) < 0) {
        give_up();
    }
    // Nothing else of ours stays open in it: a listening
    // socket there would keep the port taken after our end.
    if (failure != 3 && dup3(failure, 3, O_CLOEXEC) < 0) give_up();
    failure = 3;
    syscall(SYS_close_range, 4u, ~0u, 0u);
    execve(prepared.words[0], prepared.words.data(), prepared.environment.data());
    give_up();
    _exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

}  // namespace

std::optional<SystemUser> system_user(std::string const& name) {
    return found(getpwnam(name.c_str()));
}
std::optional<SystemUser> system_user(uid_t user) { return found(getpwuid(user)); }

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (number_ >= 0) close(number_);
        number_ = other.release();
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (number_ >= 0) close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

Child start(Command const& command) {
    auto words = command.words;
    auto environment = command.environment;
    environment.emplace_back("PATH=/usr/local/bin:/usr/bin:/bin");
    environment.emplace_back("LC_ALL=C");
    auto output = make_pipe();
    auto failure = make_pipe();
    Descriptor const nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
    if (nothing.get() < 0) fail("/dev/null");
    Prepared const prepared{pointers(words),
                            pointers(environment),
                            command.run_as.value_or(SystemUser{}),
                            command.run_as.has_value(),
                            output.writing.get(),
                            failure.writing.get(),
                            nothing.get(),
                            getpid()};
    auto const pid = fork();
    if (pid < 0) fail("a new process");
    if (pid == 0) become(prepared);
    failure.writing = Descriptor();
    int error = 0;
    if (read(failure.reading.get(), &error, sizeof error) == sizeof error) {
        waitpid(pid, nullptr, 0);
        throw std::system_error(error, std::generic_category(), words[0]);
    }
    Descriptor ended(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (ended.get() < 0) {
        auto const why = errno;
        kill(pid, SIGINT);
        waitpid(pid, nullptr, 0);
        throw std::system_error(why, std::generic_category(), "watching a process (pidfd_open)");
    }
    return {pid, std::move(ended), std::move(output.reading)};
}

std::string describe_status(int wait_status) {
    if (WIFSIGNALED(wait_status)) {
        auto const number = WTERMSIG(wait_status);
        return "by signal " + std::to_string(number) + " (" + strsignal(number) + ")";
    }
    return "with exit status " + std::to_string(WEXITSTATUS(wait_status));
}

Ended run_to_end(Command const& command) {
    auto const child = start(command);
    Ended ended;
    std::array<char, 4096> buffer;
    for (;;) {
        auto const size = read(child.output.get(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        if (ended.output.size() < 64 * 1024)
            ended.output.append(buffer.data(), static_cast<std::size_t>(size));
    }
    while (waitpid(child.pid, &ended.wait_status, 0) < 0 && errno == EINTR) {
    }
    ended.well = WIFEXITED(ended.wait_status) && WEXITSTATUS(ended.wait_status) == 0;
    return ended;
}

}  // namespace database
