#include "web-client/accounts/admin.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"

namespace accounts {
namespace {

// Who is asked about; whoever has left the list is asked about no more.
Overview const* asked_about(AdminView const& view, std::string& id) {
    auto const about = base::id_from_text(id);
    auto const* person = about ? row_of(view.people, *about) : nullptr;
    if (!person) id.clear();
    return person;
}

// The question that a command asks, whose words have names like those of the command.
parts::Question question(look::Ui const& ui, std::string const& command, Overview const* person,
                         char const* goes_on = "-do") {
    std::string const name = person ? person->name : std::string();
    return {ui.say(command + "-title", {{"name", name}}), ui.say(command + "-text"),
            ui.say(command + goes_on), command};
}

}  // namespace

void admin_questions(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes) {
    auto const* person = asked_about(view, draft.blocking);
    wishes.block = parts::confirm(ui, question(ui, "admin.block", person), draft.blocking);

    person = asked_about(view, draft.ending_sessions);
    auto const tokens = [&] {
        look::gap(ui, 8);
        look::checkbox(ui, ui.say("admin.end-tokens"), draft.ends_tokens);
    };
    wishes.end_sessions = parts::confirm(ui, question(ui, "admin.end-sessions", person),
                                         draft.ending_sessions, tokens);

    person = asked_about(view, draft.deleting);
    auto const messages = [&] {
        look::gap(ui, 8);
        look::checkbox(ui, ui.say("admin.delete-tick"), draft.erases_messages);
        look::gap(ui, 4);
        look::note(ui, look::Icon::triangle_alert, ui.say("admin.delete-warning"),
                   look::Tone::warn);
    };
    wishes.erase =
        parts::confirm(ui, question(ui, "admin.delete", person, "-on"), draft.deleting, messages);
}

}  // namespace accounts
