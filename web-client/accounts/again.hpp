// The fields of a dialog that asks for the password once more, and for a code where a second factor
// is on; and what was typed into them.
#pragma once

#include <utility>

#include "shared/accounts/again.hpp"
#include "web-client/parts/ask.hpp"
#include "web-client/sync/account.hpp"

namespace again {

// `says` has the words: a Ui or Words.
template <class Says>
void ask_in(parts::AskView& view, Says const& says, client::Account const& account) {
    parts::AskField password{"again/password", says.say("mine.password-current")};
    password.password = true;
    password.refused_by = "wrong-password";
    view.fields.push_back(std::move(password));
    auto const* mine =
        account.shown<accounts::Domain>().find(accounts::account_of(account.me().id));
    if (!mine || !mine->second_factor) return;
    parts::AskField code{"again/code", says.say("sign.code"), says.say("again.code-hint")};
    code.once = true;
    code.refused_by = "wrong-code";
    view.fields.push_back(std::move(code));
}

inline accounts::PasswordAgain said_in(parts::AskDraft& draft) {
    return {draft.value("again/password"), draft.value("again/code")};
}

}  // namespace again
