// The database for a command that is given beside the server: of the server that runs on the same
// data folder, or, when none does, started for as long as the command takes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/database/cluster.hpp"

namespace database {

class Reached {
public:
    // Throws ClusterFailed.
    Reached(std::filesystem::path const& data, server::Log const& log);

    std::string url() const;
    // Whether nobody else uses it: then it may be brought up to date.
    Cluster const* own() const { return own_ ? &*own_ : nullptr; }

private:
    std::optional<Cluster> own_;
    std::filesystem::path socket_folder_;  // of a server that runs
};

}  // namespace database
