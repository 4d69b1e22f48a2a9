#include "server/picture/confine.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>

namespace picture {

namespace {

bool limit(int resource, rlim_t most) {
    rlimit const both{most, most};
    return setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(KONTOR_SANITIZED)
using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

bool allow(Filter const& filter, int call) {
    return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
}

// Only when the call's argument has none of these bits, or just this value.
bool allow_without(Filter const& filter, int call, unsigned argument, scmp_datum_t bits) {
    scmp_arg_cmp const rule{argument, SCMP_CMP_MASKED_EQ, bits, 0};
    return seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &rule) == 0;
}
bool allow_with(Filter const& filter, int call, unsigned argument, scmp_datum_t value) {
    scmp_arg_cmp const rule{argument, SCMP_CMP_EQ, value, 0};
    return seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &rule) == 0;
}
#endif

}  // namespace

// A decoded picture of 50 megapixels takes 200 MB, and the decoders as much again and a half.
bool limit_all() {
#if defined(__SANITIZE_ADDRESS__) || defined(KONTOR_SANITIZED)
    // Sanitizers take more time and memory, and at the end read files and look for leaks from
    // another process.
    constexpr rlim_t seconds = 60;
#else
    constexpr rlim_t seconds = 10;
    // What is open stays open.
    if (!limit(RLIMIT_AS, rlim_t{768} << 20) || !limit(RLIMIT_NOFILE, 0) || !limit(RLIMIT_NPROC, 0))
        return false;
#endif
    return limit(RLIMIT_CPU, seconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0);
}

bool confine() {
#if defined(__SANITIZE_ADDRESS__) || defined(KONTOR_SANITIZED)
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#else
    Filter const filter(seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release);
    if (!filter) return false;
    // Another machine's calls, which have other numbers.
    if (seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0)
        return false;
    for (int const call :
         {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex),
          SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn)})
        if (!allow(filter, call)) return false;
    if (!allow_without(filter, SCMP_SYS(mmap), 2, PROT_EXEC)) return false;
    if (!allow_with(filter, SCMP_SYS(write), 0, STDOUT_FILENO)) return false;
    return seccomp_load(filter.get()) == 0;  // which sets PR_SET_NO_NEW_PRIVS, too
#endif
}

}  // namespace picture
