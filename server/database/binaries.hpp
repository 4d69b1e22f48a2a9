// Where PostgreSQL's programs are on this machine. Debian keeps those of the server off the PATH,
// one folder for each major version.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace database {

struct Binaries {
    std::filesystem::path folder;  // holds postgres and initdb
    int major = 0, minor = 0;
};

// /usr/lib/postgresql/*/bin and the folders of the PATH.
std::vector<std::filesystem::path> usual_folders(std::string_view path_variable);

// Those of the folders that hold a working pair of programs, the newest first.
std::vector<Binaries> find_binaries(std::vector<std::filesystem::path> const& folders);

}  // namespace database
