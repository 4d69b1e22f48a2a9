// A decoder of pictures that was taken over: gives up what the decoder gives up, by the same code,
// and then tries one thing that only somebody else would want. It is built without sanitizers, as
// the decoder is shipped.
//
//     prisoner list                     prints all that can be tried, a line each
//     prisoner limited|confined WHAT    ends with 0 when it went well, with 9 when it was refused
//
// "limited" leaves the filter out, so that a test sees that it is the filter that ends it.
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "server/picture/confine.hpp"

namespace {

constexpr std::size_t page = 4096;

bool works_as_a_decoder_does() {
    auto* memory = static_cast<char*>(std::malloc(100u << 20));
    if (memory == nullptr) return false;
    std::memset(memory, 1, 100u << 20);
    memory = static_cast<char*>(std::realloc(memory, 200u << 20));
    bool const wrote = memory != nullptr && write(STDOUT_FILENO, memory, 1) == 1;
    std::free(memory);
    return wrote;
}

long map(int protection) {
    return mmap(nullptr, page, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1
                                                                                             : 0;
}

long write_into(pid_t other) {
    char byte = 'x';
    iovec const mine{&byte, 1}, theirs{nullptr, 1};  // where nothing is, should it get so far
    return process_vm_writev(other, &mine, 1, &theirs, 1, 0);
}

long become_a_shell() {
    std::array<char, 8> name{"/bin/sh"};
    std::array<char*, 2> words{name.data(), nullptr};
    return execve(name.data(), words.data(), words.data() + 1);
}

long make_runnable() {
    static char memory[2 * page];
    auto* const at = memory + page - reinterpret_cast<std::uintptr_t>(memory) % page;
    return mprotect(at, page, PROT_READ | PROT_EXEC);
}

struct Act {
    std::string_view name;
    long (*attempt)();
};

constexpr std::array<Act, 27> acts{{
    {"work", [] { return works_as_a_decoder_does() ? 0L : -1L; }},
    {"signal the parent", [] { return static_cast<long>(kill(getppid(), 0)); }},
    {"signal everybody", [] { return syscall(SYS_kill, -1, 0); }},
    {"signal a thread", [] { return syscall(SYS_tgkill, 1, 1, 0); }},
    {"queue a signal", [] { return syscall(SYS_rt_sigqueueinfo, 1, SIGTERM, nullptr); }},
    {"trace the parent", [] { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr); }},
    {"write into the parent", [] { return write_into(getppid()); }},
    {"fork", [] { return static_cast<long>(fork()); }},
    {"clone", [] { return syscall(SYS_clone, CLONE_VFORK | SIGCHLD, 0, 0, 0, 0); }},
    {"clone anew", [] { return syscall(SYS_clone3, nullptr, 0); }},
    {"become a shell", [] { return become_a_shell(); }},
    {"run a descriptor", [] { return syscall(SYS_execveat, 0, "", nullptr, nullptr, 0x1000); }},
    {"open a file", [] { return static_cast<long>(open("/etc/passwd", O_RDONLY)); }},
    {"open a file in another way", [] { return syscall(SYS_openat2, -100, "/", nullptr, 0); }},
    {"read", [] { return static_cast<long>(read(STDIN_FILENO, nullptr, 0)); }},
    {"write elsewhere", [] { return static_cast<long>(write(STDERR_FILENO, "x", 1)); }},
    {"open a socket", [] { return static_cast<long>(socket(AF_INET, SOCK_STREAM, 0)); }},
    {"share memory", [] { return static_cast<long>(shmget(IPC_PRIVATE, page, 0600)); }},
    {"make a file in memory", [] { return static_cast<long>(memfd_create("x", 0)); }},
    {"map what runs", [] { return map(PROT_READ | PROT_WRITE | PROT_EXEC); }},
    {"make memory runnable", [] { return make_runnable(); }},
    {"lift a limit", [] { return syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, nullptr, nullptr); }},
    {"be traced", [] { return static_cast<long>(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }},
    {"watch the parent", [] { return syscall(SYS_pidfd_open, getppid(), 0); }},
    {"be somebody else", [] { return syscall(SYS_setuid, 0); }},
    {"leave its group", [] { return static_cast<long>(setsid()); }},
    {"wait", [] { return static_cast<long>(usleep(1)); }},
}};

}  // namespace

int main(int count, char** words) {
    if (count == 2 && std::string_view(words[1]) == "list") {
        for (auto const& act : acts) std::printf("%s\n", std::string(act.name).c_str());
        return 0;
    }
    if (count != 3 || !picture::limit_all()) return 2;
    if (std::string_view(words[1]) == "confined" && !picture::confine()) return 3;
    for (auto const& act : acts)
        if (act.name == words[2]) _exit(act.attempt() < 0 ? 9 : 0);
    return 2;
}
