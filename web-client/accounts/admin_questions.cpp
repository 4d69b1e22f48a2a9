#include "web-client/accounts/admin.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"

namespace accounts {
namespace {

// The name of who is asked about; whoever has left the list is asked about no more.
std::string asked_about(AdminView const& view, std::string& id) {
    auto const about = base::id_from_text(id);
    auto const* person = about ? row_of(view.people, *about) : nullptr;
    if (!person) id.clear();
    return person ? person->name : std::string();
}

void blocking(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes) {
    auto const name = asked_about(view, draft.blocking);
    wishes.block = parts::confirm(ui,
                                  {ui.say("admin.block-title", {{"name", name}}),
                                   ui.say("admin.block-text"), ui.say("admin.block-do"), "block"},
                                  draft.blocking);
}

void ending_sessions(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes) {
    auto const name = asked_about(view, draft.ending_sessions);
    auto const tokens = [&] {
        look::gap(ui, 8);
        look::checkbox(ui, ui.say("admin.end-tokens"), draft.ends_tokens);
    };
    wishes.end_sessions = parts::confirm(
        ui,
        {ui.say("admin.end-sessions-title", {{"name", name}}), ui.say("admin.end-sessions-text"),
         ui.say("admin.end-sessions-do"), "end-all-sessions"},
        draft.ending_sessions, tokens);
}

void deleting(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes) {
    auto const name = asked_about(view, draft.deleting);
    auto const messages = [&] {
        look::gap(ui, 8);
        look::checkbox(ui, ui.say("admin.delete-tick"), draft.erases_messages);
        look::gap(ui, 4);
        look::note(ui, look::Icon::triangle_alert, ui.say("admin.delete-warning"),
                   look::Tone::warn);
    };
    wishes.erase =
        parts::confirm(ui,
                       {ui.say("admin.delete-title", {{"name", name}}), ui.say("admin.delete-text"),
                        ui.say("admin.delete-on"), "delete-person"},
                       draft.deleting, messages);
}

}  // namespace

void admin_questions(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes) {
    blocking(ui, view, draft, wishes);
    ending_sessions(ui, view, draft, wishes);
    deleting(ui, view, draft, wishes);
}

}  // namespace accounts
