// What the panels of accounts show, made from the worlds.
#pragma once

#include <string>
#include <vector>

#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/sessions.hpp"
#include "web-client/house/room.hpp"

namespace accounts {

// Where drafts are kept: of the profile, and of dialogs that ask the server at once.
inline constexpr char const* biography_place = "profile/biography";
inline constexpr char const* name_place = "profile/name";
inline constexpr char const* location_place = "profile/location";
inline constexpr char const* email_place = "ask/email";
inline constexpr char const* token_place = "ask/token";
inline constexpr char const* enrol_place = "ask/enrol";
inline constexpr char const* invite_place = "ask/invite";
inline constexpr char const* group_place = "ask/group";
std::string title_of_draft(words::Words const& words, std::string const& place);

SessionsView sessions_view(client::Account const& account, words::Words const& words);
std::vector<TokenRow> token_rows(client::Account const& account, words::Words const& words);
house::Said<Command> said(words::Words const& words, Command const& command);

}  // namespace accounts
