// The folders and files around the embedded PostgreSQL, before it runs: making them, locking them,
// choosing programs that fit to them. Every failure is a ClusterFailed with a sentence.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/database/binaries.hpp"
#include "server/database/child.hpp"

namespace database {

// What PostgreSQL appends to the socket folder, and how
// long a socket's path may be (sockaddr_un::sun_path).
constexpr char const* socket_name = "/.s.PGSQL.5432";
constexpr std::size_t longest_socket_path = 107;

void make_private_folder(std::filesystem::path const& folder,
                         std::optional<SystemUser> const& owner);

// The folder, or it and what lies in it, are this server's own, and closed to all others.
void require_private(std::filesystem::path const& folder, std::optional<SystemUser> const& owner);
void require_all_private(std::filesystem::path const& folder,
                         std::optional<SystemUser> const& owner);

// Takes the lock of the data folder, until the descriptor is closed.
Descriptor lock_folder(std::filesystem::path const& data);

// `wished` when it is given and short enough; else a folder in `data`, in the user's runtime folder
// or in /tmp, whichever is short enough first. It is made, and is checked to be nobody else's.
std::filesystem::path make_socket_folder(std::filesystem::path const& wished,
                                         std::filesystem::path const& data,
                                         std::optional<SystemUser> const& owner);

// The newest programs, or for an existing cluster those of its own major version.
Binaries choose_binaries(std::filesystem::path const& cluster,
                         std::vector<std::filesystem::path> const& folders);

// Makes the cluster unless it is there. An interrupted
// attempt leaves nothing that looks like a cluster.
void make_cluster(std::filesystem::path const& cluster, Binaries const& binaries,
                  std::optional<SystemUser> const& run_as, bool durable);

// Who may connect: only this process's user and PostgreSQL's own, as the database's roles "kontor"
// and "kontor_app".
void write_access_rules(std::filesystem::path const& cluster,
                        std::optional<SystemUser> const& run_as);

// "The disk of … is full" when that is what PostgreSQL said.
std::optional<std::string> full_disk_in(std::string const& output,
                                        std::filesystem::path const& folder);

}  // namespace database
