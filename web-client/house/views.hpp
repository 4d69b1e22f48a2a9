// What the panels show, made from the worlds. Pure functions: the same account gives the same
// views.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/sessions.hpp"
#include "web-client/messaging/channel.hpp"
#include "web-client/messaging/details.hpp"
#include "web-client/messaging/dialogs.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/shell/tray.hpp"
#include "web-client/sync/account.hpp"
#include "web-client/words/words.hpp"

namespace views {

using ChannelId = base::Id<messaging::Channel>;

// Messages of a channel that are older than what everybody holds, as they were asked for.
struct Older {
    std::vector<messaging::Message> messages;  // newest first
    bool loading = false;
    bool all = false;                      // the first message is among them
    std::vector<messaging::Message> held;  // what everybody held at the last look, oldest first
};
// What has left the newest that everybody holds since the last look joins the older ones, so that
// nothing goes away under the eyes of whoever reads it. When so much came at once that there is a
// gap, the older ones are asked for anew.
void keep_in_sight(Older& older, syncing::Account const& account, ChannelId id);

// Where drafts are kept: of a message to this channel, of its new name and description, of a new
// channel, of what is changed in the tray, of the profile, and of dialogs that ask the server at
// once.
std::string draft_place(ChannelId id);
std::string rename_place(ChannelId id);
std::string tray_place(std::string const& refused);  // by the id of the command
inline constexpr char const* new_channel_place = "new-channel";
inline constexpr char const* biography_place = "profile/biography";
inline constexpr char const* name_place = "profile/name";
inline constexpr char const* location_place = "profile/location";
inline constexpr char const* email_place = "ask/email";
inline constexpr char const* token_place = "ask/token";
inline constexpr char const* enrol_place = "ask/enrol";
inline constexpr char const* invite_place = "ask/invite";
std::vector<shell::ChannelRow> channel_rows(syncing::Account const& account);
shell::Connection connection(syncing::Account const& account, std::int64_t steady_ms);

// `read_at_entering`: how far the person had read when the channel was opened, for the line "new
// messages".
messaging::ChannelView channel(syncing::Account const& account, words::Words const& words,
                               ChannelId id, Older const& older, std::int64_t read_at_entering);
messaging::DetailsView details(syncing::Account const& account, words::Words const& words,
                               ChannelId id);
messaging::InviteView invite(syncing::Account const& account, words::Words const& words,
                             ChannelId id, std::string const& search);
accounts::SessionsView sessions(syncing::Account const& account, words::Words const& words);
std::vector<accounts::TokenRow> tokens(syncing::Account const& account, words::Words const& words);
shell::TrayView tray(syncing::Account const& account, words::Words const& words);
std::vector<std::string> unsent(syncing::Account const& account, words::Words const& words);

// The number of the message with this id, or 0.
// The number up to which everything is read when this message was, and all above: whoever has read
// the last message that there is has read all, also the numbers of those that were erased.
std::int64_t read_with(syncing::Account const& account, ChannelId id, Older const& older,
                       std::string const& message);
std::int64_t number_of(syncing::Account const& account, Older const& older,
                       std::string const& message);
messaging::Member const* my_place(syncing::Account const& account, ChannelId id);

// What must hold of a field, so that it can be judged while it is typed.
template <class Record>
base::Rules rules_of(std::string_view field) {
    base::Rules rules;
    base::each_field<Record>([&](auto const& f) {
        if (f.name == field) rules = f.rules;
    });
    return rules;
}

// Why a command would be refused now, in words; empty when it would not be.
template <class Domain>
std::string grey(syncing::Replica<Domain> const& replica, words::Words const& words,
                 typename Domain::Command const& command) {
    auto const verdict = replica.mind().judge(command);
    auto const* refusal = std::get_if<base::Refusal>(&verdict);
    return refusal ? words.explain(*refusal) : std::string();
}

}  // namespace views
