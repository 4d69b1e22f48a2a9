// The views of my account: sessions and tokens.
#include <algorithm>
#include <set>

#include "web-client/house/views.hpp"

namespace views {

namespace {

// Whose end was asked for and is not yet answered.
template <class Command, class Row>
std::set<base::Id128> ending(syncing::Account const& account, base::Id<Row> Command::*which) {
    std::set<base::Id128> ids;
    for (auto const& pending : account.of<accounts::Domain>().mind().pending())
        if (auto const* end = std::get_if<Command>(&pending.command))
            ids.insert((end->*which).value);
    return ids;
}

}  // namespace

accounts::SessionsView sessions(syncing::Account const& account, words::Words const& words) {
    accounts::SessionsView view;
    auto const ended = ending(account, &accounts::EndSession::session);
    for (auto const& session :
         account.shown<accounts::Domain>().by<&accounts::Session::person>(account.me().id)) {
        accounts::SessionRow row;
        row.id = base::to_text(session.id);
        row.device = session.device.empty() ? words.say("app.some-device") : session.device;
        row.address = session.address;
        row.created_at_us = session.opened.us;
        row.seen_at_us = session.last_seen.us;
        row.current = session.id == account.session();
        row.ending = ended.count(session.id.value) != 0;
        view.sessions.push_back(std::move(row));
    }
    std::sort(view.sessions.begin(), view.sessions.end(), [](auto const& a, auto const& b) {
        if (a.current != b.current) return a.current;
        return a.seen_at_us > b.seen_at_us;
    });
    view.loading = view.sessions.empty();
    view.tokens = static_cast<std::int64_t>(tokens(account, words).size());
    return view;
}

std::vector<accounts::TokenRow> tokens(syncing::Account const& account, words::Words const& words) {
    std::vector<accounts::TokenRow> rows;
    for (auto const& token :
         account.shown<accounts::Domain>().by<&accounts::ScriptToken::person>(account.me().id)) {
        accounts::TokenRow row;
        row.id = base::to_text(token.id);
        row.name = token.name;
        row.scope = words.say("token.scope-" + std::string(base::name_of(token.scope)));
        row.made_at_us = token.made.us;
        row.ends_at_us = token.ends.us;
        row.used_at_us = token.used ? token.used->us : 0;
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(),
              [](auto const& a, auto const& b) { return a.made_at_us > b.made_at_us; });
    return rows;
}

}  // namespace views
