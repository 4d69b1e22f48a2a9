// All endpoints of notes.
#pragma once

#include "shared/notes/commands.hpp"
#include "shared/wire/list.hpp"
#include "shared/wire/rate.hpp"
#include "shared/world/take_commands.hpp"

namespace notes {

using NotesCommands = world::TakeCommands<Domain>;

// The notes of all of one's notebooks.
struct ListNotes {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::member;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/notes";
    static constexpr std::string_view summary = "One's own notes";
    using Request = wire::ListRequest;
    using Row = Note;
    using Response = wire::ListPage<Row>;
};

struct Endpoints : wire::Endpoints<NotesCommands, ListNotes> {};

}  // namespace notes
