// The administrator's section: the accounts with what they store, the invitations that are out, the
// log of who did what to whom, the letters under way, and the failures that were reported.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/accounts/invitations_api.hpp"
#include "web-client/accounts/workspace.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"
#include "web-client/parts/listing.hpp"

namespace accounts {

enum class AdminPage : std::uint8_t { people, invitations, audit, letters, reports, workspace };

// Why what can be done to a person cannot be done now; empty: it can.
struct PersonGreys {
    std::string administrator, groups, kind, block, end_sessions, forget_factor, erase;
};

struct AdminView {
    AdminPage page = AdminPage::people;
    std::string refused;  // why this is not shown at all; empty: it is
    parts::Pages pages;   // of the page that is shown
    std::vector<Overview> people;
    std::vector<Invitation> invitations;
    std::vector<AuditEntry> audit;
    std::vector<Letter> letters;
    std::vector<Report> reports;
    std::map<base::Id128, std::string> names;  // of the people in the log
    PersonGreys greys;                         // of the person that is open,
    bool manages_groups = false;               // …and what else is known of that person
    std::string groups;
    bool sending_letter = false, taking_back = false;
    WorkspaceView workspace;
};

struct AdminDraft {
    parts::Query queries[6]{{{}, {{"name"}}},       {{}, {{"made", true}}}, {{}, {{"at", true}}},
                            {{}, {{"made", true}}}, {{}, {{"at", true}}},   {}};
    WorkspaceDraft workspace;
    base::Id128 opened;  // the row whose card is open
    bool open = false;
    // The person who is asked about, by the text of the id; empty: nobody is.
    std::string blocking, ending_sessions, deleting;
    bool ends_tokens = true, erases_messages = false;  // as these questions were ticked
    parts::Query& query(AdminPage page) { return queries[static_cast<std::size_t>(page)]; }
};

enum class AdminAct : std::uint8_t {
    none,
    enrol,
    invite,
    give,
    take,
    give_groups,
    take_groups,
    make_guest,
    make_member,
    block,
    unblock,
    end_sessions,
    forget_factor,
    erase,
    take_back,
    send_letter,
    see_link,
    turn_on_factor,
    save_workspace,
    reset_workspace,
    choose_picture,
    remove_picture,
};

struct AdminWishes : parts::ListingWishes {
    AdminAct act = AdminAct::none;  // to the opened row, where it is of a row
    // Asked about, and said to be meant: of whom.
    std::optional<std::string> block, end_sessions, erase;
    std::optional<AdminPage> page;
    bool back = false;
};

AdminWishes admin(look::Ui& ui, AdminView const& view, AdminDraft& draft, look::Rect rect,
                  bool narrow);

// What can be done: on the page that is shown, to one of its rows, and both of them while the card
// of a row is open. What is done to a row is done to the one that is open.
using AdminDoes = std::function<void(AdminAct)>;
parts::Commands admin_page_commands(AdminView const& view, AdminDoes const& act);
parts::Commands admin_row_commands(words::Words const& words, AdminView const& view,
                                   base::Id128 row, AdminDoes const& act);
parts::Commands admin_commands(words::Words const& words, AdminView const& view,
                               AdminDraft const& draft, AdminDoes const& act);

// The server shows nothing to whoever has no second factor.
bool lacks_second_factor(AdminView const& view);
// Whether the workspace's settings are shown to somebody who may change them.
bool shows_settings(AdminView const& view);

// Nothing when the list does not have it.
template <class Row>
Row const* row_of(std::vector<Row> const& rows, base::Id128 id) {
    auto const is_it = [&](Row const& row) { return row.id.value == id; };
    auto const at = std::find_if(rows.begin(), rows.end(), is_it);
    return at == rows.end() ? nullptr : &*at;
}

// The rows as they stand in the tables, and the card of the one that is open.
parts::Listing admin_listing(look::Ui const& ui, AdminView const& view);
std::vector<look::Cell> admin_cells(look::Ui const& ui, AdminView const& view, int row);
AdminAct admin_card(look::Ui& ui, AdminView const& view, AdminDraft& draft);
// What is asked before something is done to a person.
void admin_questions(look::Ui& ui, AdminView const& view, AdminDraft& draft, AdminWishes& wishes);

}  // namespace accounts
