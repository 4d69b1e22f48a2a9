#include "shared/world/reads.hpp"

namespace world {

std::string key_text(base::Id128 id) { return base::to_text(id); }
std::string key_text(bool yes) { return yes ? "true" : "false"; }
// As it is stored: in microseconds.
std::string key_text(base::Instant instant) { return std::to_string(instant.us); }
std::string key_text(base::Day day) { return base::to_text(day); }

}  // namespace world
