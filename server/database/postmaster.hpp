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
        unclear,   // the process lives and may not be looked at
    };
    Kind kind = Kind::none;
    pid_t pid = 0;
};

// `mark` is postmaster.pid or the lock beside the socket; `folder` PostgreSQL's data folder.
Holder holder_of(std::filesystem::path const& mark, std::filesystem::path const& folder);

}  // namespace database
