// What the client's tests ask of the trial domain.
#include "tests/web-client/domains/described.hpp"

namespace described {

using Notes = RoomTests<notes::Domain>;

template <>
Filled Notes::fill(visit::Member& anna) {
    anna.server.carry_out(
        notes::OpenNotebook{{{8, 1}}, anna.anna, "Kitchen", std::nullopt, std::nullopt}, anna.anna);
    anna.settle();
    return {{"/notebooks/nowhere"},
            {"notes.new-notebook", "notes.new-note", "notes.finish"},
            {"notes.finish"}};
}

}  // namespace described
