#include "web-client/accounts/admin.hpp"
#include "web-client/accounts/admin_words.hpp"

namespace accounts {
namespace {

std::vector<look::Column> people_columns(look::Ui const& ui) {
    return {{"name", ui.say("people.name"), 1.5f, false, true, 0},
            {"email", ui.say("people.email"), 1.5f, false, true, 620},
            {"mark", ui.say("admin.column-mark"), 1.4f, false, false, 0},
            {"last_seen", ui.say("admin.column-seen"), 1.1f, false, true, 500},
            {"stored_bytes", ui.say("admin.column-stored"), 0.7f, true, true, 560}};
}
std::vector<look::Column> invitation_columns(look::Ui const& ui) {
    return {{"email", ui.say("admin.column-to"), 1.6f, false, true, 0},
            {"made", ui.say("admin.column-when"), 1, true, true, 480},
            {"ends", ui.say("admin.column-until"), 1, true, true, 0}};
}
std::vector<look::Column> audit_columns(look::Ui const& ui) {
    return {{"at", ui.say("admin.column-when"), 1.1f, false, true, 0},
            {"actor", ui.say("admin.column-who"), 1.2f, false, false, 560},
            {"action", ui.say("admin.column-what"), 1.6f, false, true, 0},
            {"subject", ui.say("admin.column-whom"), 1.2f, false, false, 480},
            {"address", ui.say("admin.column-from"), 0.9f, false, false, 720}};
}
std::vector<look::Column> letter_columns(look::Ui const& ui) {
    return {{"recipient", ui.say("admin.column-to"), 1.4f, false, true, 0},
            {"kind", ui.say("admin.column-kind"), 1.4f, false, false, 480},
            {"state", ui.say("admin.column-state"), 0.9f, false, false, 0},
            {"made", ui.say("admin.column-when"), 1, true, true, 600}};
}
std::vector<look::Column> report_columns(look::Ui const& ui) {
    return {{"number", ui.say("admin.column-number"), 0.6f, false, true, 0},
            {"place", ui.say("admin.column-place"), 1.8f, false, true, 0},
            {"times", ui.say("admin.column-times"), 0.5f, true, true, 480},
            {"at", ui.say("admin.column-last"), 1.1f, true, true, 0}};
}

look::Cell plain(std::string text) {
    look::Cell cell;
    cell.text = std::move(text);
    return cell;
}
look::Cell soft(std::string text) {
    look::Cell cell = plain(std::move(text));
    cell.style.tone = look::Tone::soft;
    return cell;
}
look::Cell chip(std::string text, look::Tone tone) {
    look::Cell cell = plain(std::move(text));
    cell.chip = true;
    cell.style.tone = tone;
    return cell;
}

// The one mark that matters most.
look::Cell mark(look::Ui const& ui, Overview const& person) {
    if (person.blocked) return chip(ui.say("admin.mark-blocked"), look::Tone::bad);
    if (person.deletion) return chip(ui.say("admin.mark-leaving"), look::Tone::warn);
    if (person.administrator) return chip(ui.say("admin.mark-administrator"), look::Tone::accent);
    if (!person.email_confirmed) return chip(ui.say("admin.mark-unconfirmed"), look::Tone::warn);
    if (person.second_factor) return chip(ui.say("admin.mark-factor"), look::Tone::soft);
    return {};
}

look::Tone tone_of(LetterState state) {
    return state == LetterState::dead   ? look::Tone::bad
           : state == LetterState::sent ? look::Tone::good
                                        : look::Tone::warn;
}

std::vector<look::Cell> cells_of(look::Ui const& ui, Overview const& person) {
    look::Cell name = plain(person.name);
    name.avatar = person.name;
    name.avatar_id = base::to_text(person.id);
    return {name, soft(person.email), mark(ui, person),
            soft(person.last_seen ? moment(ui, *person.last_seen) : ui.say("admin.never-seen")),
            soft(ui.words->bytes(static_cast<std::uint64_t>(person.stored_bytes)))};
}
std::vector<look::Cell> cells_of(look::Ui const& ui, Invitation const& invitation) {
    return {plain(invitation.email), soft(moment(ui, invitation.made)),
            soft(moment(ui, invitation.ends))};
}
std::vector<look::Cell> cells_of(look::Ui const& ui, AdminView const& view,
                                 AuditEntry const& entry) {
    return {soft(moment(ui, entry.at)), plain(name_in_log(ui, view, entry.actor)),
            plain(action_in_words(ui, entry.action)),
            plain(entry.subject.is_none() ? "" : name_in_log(ui, view, entry.subject)),
            soft(entry.address)};
}
std::vector<look::Cell> cells_of(look::Ui const& ui, Letter const& letter) {
    return {plain(letter.recipient), soft(kind_in_words(ui, letter.kind)),
            chip(ui.say("letter-state." + std::string(base::name_of(letter.state))),
                 tone_of(letter.state)),
            soft(moment(ui, letter.made))};
}
std::vector<look::Cell> cells_of(look::Ui const& ui, Report const& report) {
    return {plain(std::to_string(report.number)), plain(report.place),
            soft(ui.words->number(report.times)), soft(moment(ui, report.at))};
}

}  // namespace

parts::Listing admin_listing(look::Ui const& ui, AdminView const& view) {
    parts::Listing list;
    list.loading = ui.say("admin.loading");
    list.none_title = ui.say("admin.none-title");
    switch (view.page) {
        case AdminPage::people:
            list.id = "admin-people";
            list.label = ui.say("admin.people");
            list.search = ui.say("admin.search-people");
            list.icon = look::Icon::users;
            list.none_text = ui.say("people.none-text");
            list.columns = people_columns(ui);
            list.count = static_cast<int>(view.people.size());
            break;
        case AdminPage::invitations:
            list.id = "admin-invitations";
            list.label = ui.say("admin.invitations");
            list.search = ui.say("sign.email");
            list.icon = look::Icon::send;
            list.none_title = ui.say("admin.none-invitations");
            list.none_text = ui.say("admin.none-invitations-text");
            list.columns = invitation_columns(ui);
            list.count = static_cast<int>(view.invitations.size());
            break;
        case AdminPage::audit:
            list.id = "admin-audit";
            list.label = ui.say("admin.audit");
            list.search = ui.say("admin.search-audit");
            list.icon = look::Icon::clock;
            list.none_text = ui.say("admin.none-audit");
            list.columns = audit_columns(ui);
            list.count = static_cast<int>(view.audit.size());
            break;
        case AdminPage::letters:
            list.id = "admin-letters";
            list.label = ui.say("admin.letters");
            list.search = ui.say("admin.search-letters");
            list.icon = look::Icon::inbox;
            list.none_title = ui.say("admin.none-letters");
            list.none_text = ui.say("admin.none-letters-text");
            list.columns = letter_columns(ui);
            list.count = static_cast<int>(view.letters.size());
            break;
        case AdminPage::reports:
            list.id = "admin-reports";
            list.label = ui.say("admin.reports");
            list.search = ui.say("admin.search-reports");
            list.icon = look::Icon::circle_check;
            list.none_title = ui.say("admin.none-reports");
            list.none_text = ui.say("admin.none-reports-text");
            list.columns = report_columns(ui);
            list.count = static_cast<int>(view.reports.size());
            break;
        case AdminPage::workspace:
            break;
    }
    return list;
}

std::vector<look::Cell> admin_cells(look::Ui const& ui, AdminView const& view, int row) {
    auto const at = static_cast<std::size_t>(row);
    switch (view.page) {
        case AdminPage::people:
            return cells_of(ui, view.people[at]);
        case AdminPage::invitations:
            return cells_of(ui, view.invitations[at]);
        case AdminPage::audit:
            return cells_of(ui, view, view.audit[at]);
        case AdminPage::letters:
            return cells_of(ui, view.letters[at]);
        case AdminPage::reports:
            return cells_of(ui, view.reports[at]);
        case AdminPage::workspace:
            break;
    }
    return {};
}

}  // namespace accounts
