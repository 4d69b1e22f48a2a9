#include <algorithm>

#include "web-client/accounts/admin.hpp"
#include "web-client/accounts/admin_words.hpp"
#include "web-client/parts/card.hpp"

namespace accounts {
namespace {

// In a table they go on with a line; as a title they begin one.
std::string as_title(std::string const& text) {
    std::size_t end = 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return look::initials(text.substr(0, end)) + text.substr(std::min(end, text.size()));
}

std::string detail_in_words(look::Ui const& ui, AuditEntry const& entry) {
    std::string const key = "token.scope-" + entry.detail;
    return entry.action == "token-made" && ui.words->knows(key) ? ui.say(key) : entry.detail;
}

parts::CardView card_of(look::Ui const& ui, AdminView const& view, Overview const& person) {
    parts::CardView card;
    card.title = person.name;
    card.under = person.email;
    auto const mark = [&](bool holds, char const* key) {
        if (holds) card.marks.push_back(ui.say(key));
    };
    mark(person.administrator, "admin.mark-administrator");
    mark(person.kind == PersonKind::guest, "people.guest");
    mark(view.manages_groups, "field.manages_groups");
    mark(person.blocked, "admin.mark-blocked");
    mark(person.second_factor, "admin.mark-factor");
    mark(!person.email_confirmed, "admin.mark-unconfirmed");
    auto const date = [&](base::Instant at) { return ui.words->date(at.us, ui.zone); };
    card.facts = {
        {ui.say("admin.fact-joined"), date(person.registered)},
        {ui.say("admin.column-seen"),
         person.last_seen ? moment(ui, *person.last_seen) : ui.say("admin.never-seen")},
        {ui.say("admin.fact-sessions"), ui.words->number(person.sessions)},
        {ui.say("admin.column-stored"),
         ui.words->bytes(static_cast<std::uint64_t>(person.stored_bytes))},
        {ui.say("groups.title"), view.groups},
        {ui.say("admin.fact-deletion"), person.deletion ? date(*person.deletion) : std::string()}};
    return card;
}

parts::CardView card_of(look::Ui const& ui, AdminView const&, Invitation const& invitation) {
    parts::CardView card;
    card.title = invitation.email;
    card.facts = {{ui.say("admin.column-when"), moment(ui, invitation.made)},
                  {ui.say("admin.column-until"), moment(ui, invitation.ends)}};
    return card;
}

parts::CardView card_of(look::Ui const& ui, AdminView const& view, AuditEntry const& entry) {
    parts::CardView card;
    card.title = as_title(action_in_words(ui, entry.action));
    card.under = moment(ui, entry.at);
    card.facts = {{ui.say("admin.column-who"), name_in_log(ui, view, entry.actor)},
                  {ui.say("admin.column-whom"),
                   entry.subject.is_none() ? std::string() : name_in_log(ui, view, entry.subject)},
                  {ui.say("admin.column-from"), entry.address},
                  {ui.say("admin.fact-detail"), detail_in_words(ui, entry)}};
    return card;
}

parts::CardView card_of(look::Ui const& ui, AdminView const&, Letter const& letter) {
    parts::CardView card;
    card.title = kind_in_words(ui, letter.kind);
    card.under = letter.recipient;
    card.marks = {ui.say("letter-state." + std::string(base::name_of(letter.state)))};
    card.facts = {{ui.say("admin.column-when"), moment(ui, letter.made)},
                  {ui.say("admin.fact-attempts"), ui.words->number(letter.attempts)},
                  {ui.say("admin.fact-next"),
                   letter.next_attempt ? moment(ui, *letter.next_attempt) : std::string()},
                  {ui.say("admin.fact-failure"), letter.failure}};
    return card;
}

parts::CardView card_of(look::Ui const& ui, AdminView const&, Report const& report) {
    parts::CardView card;
    card.title = ui.say("admin.report-title", {{"number", std::to_string(report.number)}});
    card.under = report.place;
    card.facts = {{ui.say("admin.column-last"), moment(ui, report.at)},
                  {ui.say("admin.column-times"), ui.words->number(report.times)},
                  {ui.say("admin.column-from"), report.origin},
                  {ui.say("admin.fact-release"), report.release}};
    card.text = report.text;
    return card;
}

template <class Row>
std::optional<parts::CardView> card_in(look::Ui const& ui, AdminView const& view,
                                       std::vector<Row> const& rows, base::Id128 id) {
    auto const* row = row_of(rows, id);
    if (!row) return std::nullopt;
    return card_of(ui, view, *row);
}

}  // namespace

AdminAct admin_card(look::Ui& ui, AdminView const& view, AdminDraft& draft) {
    std::optional<parts::CardView> shown;
    switch (view.page) {
        case AdminPage::people:
            shown = card_in(ui, view, view.people, draft.opened);
            break;
        case AdminPage::invitations:
            shown = card_in(ui, view, view.invitations, draft.opened);
            break;
        case AdminPage::audit:
            shown = card_in(ui, view, view.audit, draft.opened);
            break;
        case AdminPage::letters:
            shown = card_in(ui, view, view.letters, draft.opened);
            break;
        case AdminPage::reports:
            shown = card_in(ui, view, view.reports, draft.opened);
            break;
        case AdminPage::workspace:
            break;
    }
    AdminAct wished = AdminAct::none;
    auto const does = [&](AdminAct act) { wished = act; };
    if (shown) shown->commands = admin_row_commands(*ui.words, view, draft.opened, does);
    if (!shown) draft.open = false;
    if (auto const act = parts::card(ui, shown ? *shown : parts::CardView{}, draft.open)) act();
    return wished;
}

std::string moment(look::Ui const& ui, base::Instant at) {
    return ui.words->moment(at.us, ui.now_us, ui.zone);
}

std::string name_in_log(look::Ui const& ui, AdminView const& view, base::Id128 id) {
    if (id.is_none()) return ui.say("admin.nobody");
    auto const known = view.names.find(id);
    if (known != view.names.end()) return known->second;
    return ui.say("admin.gone", {{"id", base::to_text(id).substr(0, 8)}});
}

std::string action_in_words(look::Ui const& ui, std::string const& action) {
    std::string const key = "audit." + action;
    return ui.words->knows(key) ? ui.say(key) : action;
}

std::string kind_in_words(look::Ui const& ui, std::string const& kind) {
    std::string const key = "letter-kind." + kind;
    return ui.words->knows(key) ? ui.say(key) : kind;
}

}  // namespace accounts
