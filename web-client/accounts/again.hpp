// The fields of a dialog that asks for the password once more, and for a code where a second factor
// is on; and what was typed into them.
#pragma once

#include <algorithm>

#include "shared/accounts/again.hpp"
#include "web-client/parts/ask.hpp"
#include "web-client/sync/account.hpp"

namespace again {

// `says` has the words: a Ui or Words.
template <class Says>
void ask_in(parts::AskView& view, Says const& says, syncing::Account const& account) {
    parts::AskField password{"again/password", says.say("mine.password-current")};
    password.password = true;
    view.fields.push_back(std::move(password));
    auto const* mine =
        account.shown<accounts::Domain>().find(accounts::account_of(account.me().id));
    if (mine && mine->second_factor)
        view.fields.push_back({"again/code", says.say("sign.code"), says.say("again.code-hint")});
}

inline bool is_asked_again(parts::AskField const& field) {
    return field.id.compare(0, 6, "again/") == 0;
}

inline accounts::PasswordAgain said_in(parts::AskDraft& draft) {
    return {draft.value("again/password"), draft.value("again/code")};
}

}  // namespace again
