// Whether what the server writes is its own alone: the log holds links that open accounts, the
// socket opens the database, so that no other user of the machine may reach any of it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace server {

// Nothing when what stands there belongs to `owner` (or root) and is closed to everybody else, or
// when nothing does; otherwise what is wrong and what to type, as a sentence.
std::optional<std::string> why_not_private(std::filesystem::path const& path, uid_t owner);

// The same of a folder and of each of its entries.
std::optional<std::string> why_not_all_private(std::filesystem::path const& folder, uid_t owner);

}  // namespace server
