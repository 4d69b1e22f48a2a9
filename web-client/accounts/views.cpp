#include "web-client/accounts/views.hpp"

#include <algorithm>
#include <set>

#include "shared/wire/named.hpp"

namespace accounts {

namespace {

// Whose end was asked for and is not yet answered.
template <class Command, class Row>
std::set<base::Id128> ending(client::Account const& account, base::Id<Row> Command::*which) {
    std::set<base::Id128> ids;
    for (auto const& pending : account.of<Domain>().mind().pending())
        if (auto const* end = std::get_if<Command>(&pending.command))
            ids.insert((end->*which).value);
    return ids;
}

}  // namespace

SessionsView sessions_view(client::Account const& account, words::Words const& words) {
    SessionsView view;
    auto const ended = ending(account, &EndSession::session);
    for (auto const& session : account.shown<Domain>().by<&Session::person>(account.me().id)) {
        SessionRow row;
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
    view.tokens = static_cast<std::int64_t>(token_rows(account, words).size());
    return view;
}

std::vector<TokenRow> token_rows(client::Account const& account, words::Words const& words) {
    std::vector<TokenRow> rows;
    for (auto const& token : account.shown<Domain>().by<&ScriptToken::person>(account.me().id)) {
        TokenRow row;
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

std::string title_of_draft(words::Words const& words, std::string const& place) {
    static constexpr std::pair<std::string_view, char const*> titles[] = {
        {biography_place, "mine.biography"},  {name_place, "mine.name"},
        {location_place, "mine.location"},    {email_place, "mine.email-new"},
        {token_place, "token.make-title"},    {enrol_place, "admin.enrol-title"},
        {invite_place, "admin.invite-title"}, {group_place, "groups.make-title"}};
    for (auto const& [known, title] : titles)
        if (place == known) return words.say(title);
    return {};
}

house::Said<Command> said(words::Words const& words, Command const& command) {
    constexpr std::string_view of_accounts = "accounts.";
    auto const type = wire::name_of_held(command);
    house::Said<Command> said{words.say("command." + std::string(type.substr(of_accounts.size())))};
    auto const* profile = std::get_if<EditProfile>(&command);
    if (!profile) return said;
    said.content = profile->name;
    for (auto const& part : {profile->location, profile->biography})
        if (!part.empty()) said.content += "\n" + part;
    return said;
}

}  // namespace accounts
