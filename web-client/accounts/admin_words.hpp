// How the administrator's tables and cards say what the server's lists hold.
#pragma once

#include <string>

#include "web-client/accounts/admin.hpp"
#include "web-client/look/widgets.hpp"

namespace accounts {

std::string moment(look::Ui const& ui, base::Instant at);
// A person, the server itself, or a pseudonym of one who was deleted.
std::string name_in_log(look::Ui const& ui, AdminView const& view, base::Id128 id);
// A newer server may write what this client has no words for: that is shown as it is.
std::string action_in_words(look::Ui const& ui, std::string const& action);
std::string kind_in_words(look::Ui const& ui, std::string const& kind);

}  // namespace accounts
