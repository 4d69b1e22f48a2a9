// Where servers of a test keep the key that they share, one for each database.
#pragma once

#include <filesystem>

#include "tests/support/throwaway.hpp"

namespace scene {

std::filesystem::path key_file_of(support::Throwaway const& database);

}  // namespace scene
