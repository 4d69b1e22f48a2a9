// What comes from outside the program: time, chance and where it runs. Everything else takes them
// as arguments, so that tests can choose them.
#pragma once

#include <string>

#include "shared/base/calendar.hpp"
#include "shared/base/id.hpp"
#include "shared/base/time.hpp"

namespace server {

base::Instant now();
// What calendars say then in the zone of this process: the machine's, or the one that was chosen.
base::Calendar calendar(base::Instant moment);
bool knows_zone(std::string const& name);  // "Europe/Moscow"
// Before there are threads; of a zone that is known.
void choose_zone(std::string const& name);
base::Id128 fresh_id();  // of this moment
std::string random_bytes(std::size_t count);
std::string machine_name();  // what this machine calls itself; empty when it has no name

}  // namespace server
