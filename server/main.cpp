// Reads the settings, runs the server until it is asked to end, and says on standard output where
// it is found.
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <iostream>

#include "server/app.hpp"
#include "server/forget_factor.hpp"

namespace {

constexpr int went_well = 0, cannot_run = 1, misused = 2;

// SIGTERM and SIGINT, as something to wait for instead of something that interrupts.
class Signals {
public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);  // of all threads, since none is there yet
        std::signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int signal = 0;
        sigwait(&set_, &signal);
    }
    bool wait(int seconds) const {  // false: none came
        timespec const time{seconds, 0};
        return sigtimedwait(&set_, nullptr, &time) > 0;
    }

private:
    sigset_t set_{};
};

// What is written is for this user alone, and no other process of this user may look into this one
// or act in its place, as one that took over a decoder of pictures would.
bool close_to_others() {
    umask(077);
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

int run(server::Reading const& reading, server::Log const& log) {
    Signals const signals;
    server::App app(reading.settings, log);
    bool said = false;
    auto const wait = [&] {
        if (!said) std::cerr << "The database cannot be reached; it is tried again every second.\n";
        said = true;
        return !signals.wait(1);
    };
    if (reading.new_keys) {
        if (auto const text = app.renew_keys(wait)) std::cout << *text << '\n';
        return went_well;
    }
    if (!app.prepare(wait)) return went_well;  // it was asked to end meanwhile
    std::cout << app.url() << '\n';
    if (app.sample()) {
        std::cout << "The sample's people sign in with the password " << app.sample()->password
                  << ":\n";
        for (auto const& person : app.sample()->people) std::cout << "  " << person.email << '\n';
    }
    if (auto const link = app.first_link())
        std::cout << "The first administrator registers at " << *link << '\n';
    std::cout << std::flush;
    signals.wait();
    log.info("server.stopping");
    app.stop();
    log.info("server.stopped");
    return went_well;
}

int help(server::Reading const& reading, server::Log const& log) {
    auto const& email = *reading.forget_factor;
    auto const why_not = server::forget_factor(reading.settings, email, log);
    if (why_not.empty())
        std::cout << "The second factor of " << email
                  << " is off; all its sessions and tokens have ended.\n";
    else
        std::cerr << why_not << '\n';
    return why_not.empty() ? went_well : cannot_run;
}

}  // namespace

int main(int count, char** arguments) {
    if (!close_to_others()) return cannot_run;
    // Few threads, and memory given back: the server is small beside its database.
    mallopt(M_ARENA_MAX, 2);
    auto const reading =
        server::read_settings({arguments + 1, arguments + count}, server::environment_of_process());
    if (reading.print) {
        std::cout << *reading.print;
        return went_well;
    }
    for (auto const& mistake : reading.mistakes)
        std::cerr << mistake.setting << ": " << mistake.message << '\n';
    if (!reading.mistakes.empty()) return misused;
    if (auto const refusal = server::refuse_root(geteuid())) {
        std::cerr << *refusal << '\n';
        return misused;
    }
    auto const log = server::Log::to_standard_error(reading.settings.log_level);
    for (auto const& warning : reading.warnings)
        log.warning("settings.unknown", {{"warning", warning}});
    for (auto const& [name, value] : server::shown(reading.settings))
        log.info("settings", {{"name", name}, {"value", value}});
    try {
        if (reading.forget_factor) return help(reading, log);
        return run(reading, log);
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return cannot_run;
    }
}
