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
// The zone of this process, which may become another one while there are threads. Made before there
// are any: from then on the variable that says it is there, and a variable that is replaced harms
// nobody who reads one meanwhile.
class ProcessZone {
public:
    ProcessZone();
    ~ProcessZone() { become({}); }
    ProcessZone(ProcessZone const&) = delete;
    ProcessZone& operator=(ProcessZone const&) = delete;
    void become(std::string const& name) const;  // of a zone that is known; empty: the machine's

private:
    std::string machine_;
};
base::Id128 fresh_id();  // of this moment
std::string random_bytes(std::size_t count);
std::string machine_name();  // what this machine calls itself; empty when it has no name

}  // namespace server
