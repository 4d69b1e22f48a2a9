// PostgreSQL's own mark in a data folder, postmaster.pid, and who stands behind
// it. PostgreSQL believes a mark whose number belongs to any living process of
// the same user, and then refuses to start for ever; we look closer.
#pragma once

#include <sys/types.h>

#include <filesystem>

namespace database {

struct Holder {
    enum class Kind {
        none,      // there is no mark
        stale,     // the process is gone, or is something else than PostgreSQL on this folder
        postgres,  // PostgreSQL runs on this very folder
        ending,    // it has just given up its program and its folder, and will be gone in a moment
        unclear,   // a PostgreSQL that may not be looked at
    };
    Kind kind = Kind::none;
    pid_t pid = 0;
};

// `mark` is postmaster.pid or the lock beside the socket; `folder` PostgreSQL's data folder;
// `processes` is another folder than /proc only in tests.
Holder holder_of(std::filesystem::path const& mark, std::filesystem::path const& folder,
                 std::filesystem::path const& processes = "/proc");

// Whether there is no such process, or none that will do anything any more.
bool has_ended(pid_t pid, std::filesystem::path const& processes = "/proc");

}  // namespace database
