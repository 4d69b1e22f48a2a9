// Programs that the server starts and looks after: PostgreSQL's.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace database {

struct SystemUser {
    std::string name;
    uid_t user = 0;
    gid_t group = 0;
};
std::optional<SystemUser> system_user(std::string const& name);
std::optional<SystemUser> system_user(uid_t user);

// A file descriptor with an owner.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
    int get() const { return number_; }
    int release();

private:
    int number_;
};

struct Command {
    std::vector<std::string> words;         // the program's path, then its arguments
    std::optional<SystemUser> run_as = {};  // needs root
    std::vector<std::string> environment =
        {};  // "NAME=value", beside PATH and LC_ALL=C; nothing is inherited
};

struct Child {
    pid_t pid = 0;
    Descriptor ended;   // readable once it has ended (pidfd_open)
    Descriptor output;  // the reading end of its standard output and error
};

// Starts the program in a session of its own, so that Ctrl+C in a terminal does not reach it, with
// SIGINT when the calling thread ends: call it from a thread that lives as long as the child
// should. Throws std::system_error.
Child start(Command const& command);

// How it ended, as a sentence's end: "with exit status 1", "by signal 9 (Killed)".
std::string describe_status(int wait_status);

struct Ended {
    bool well = false;  // exit status 0
    int wait_status = 0;
    std::string output;
};
Ended run_to_end(Command const& command);

}  // namespace database
