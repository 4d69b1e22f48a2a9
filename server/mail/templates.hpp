// What letters say, in each language: from assets/letters, compiled in. Plain text and HTML are
// made of the same sentences, so that they cannot disagree. No letter repeats what a stranger
// wrote, for else anybody could have their own words sent to anybody.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/fields.hpp"

namespace mail {

enum class Kind : std::uint8_t {
    confirm,
    reset,
    new_email,
    email_warning,
    enrolled,
    invitation,
    already_registered,
    locked_out,
    token_made,
    account_stays,
    factor_forgotten,
    session_copied
};
constexpr std::array<std::string_view, 12> names_of(Kind) {
    return {"confirm",    "reset",         "new-email",          "email-warning",
            "enrolled",   "invitation",    "already-registered", "locked-out",
            "token-made", "account-stays", "factor-forgotten",   "session-copied"};
}

struct Template {
    std::string subject;
    std::vector<std::string> text;  // sentences, a paragraph each
    std::string action;             // what the link does
    static constexpr auto fields() {
        return base::Pack{base::field("subject", &Template::subject).required().line(),
                          base::field("text", &Template::text).required(),
                          base::field("action", &Template::action).required().line()};
    }
};
// One language.
struct Templates {
    std::string greeting, footer;
    Template confirm, reset, new_email, email_warning, enrolled, invitation, already_registered,
        locked_out, token_made, account_stays, factor_forgotten, session_copied;
    static constexpr auto fields() {
        return base::Pack{
            base::field("greeting", &Templates::greeting).required().line(),
            base::field("footer", &Templates::footer).required().line(),
            base::field("confirm", &Templates::confirm).required(),
            base::field("reset", &Templates::reset).required(),
            base::field("new-email", &Templates::new_email).required(),
            base::field("email-warning", &Templates::email_warning).required(),
            base::field("enrolled", &Templates::enrolled).required(),
            base::field("invitation", &Templates::invitation).required(),
            base::field("already-registered", &Templates::already_registered).required(),
            base::field("locked-out", &Templates::locked_out).required(),
            base::field("token-made", &Templates::token_made).required(),
            base::field("account-stays", &Templates::account_stays).required(),
            base::field("factor-forgotten", &Templates::factor_forgotten).required(),
            base::field("session-copied", &Templates::session_copied).required()};
    }
    Template const& of(Kind kind) const;
};

// Compiled in by embed_json.cmake.
std::string_view ru_json();
std::string_view en_json();

struct Filling {
    std::string home;    // the address that people type
    std::string link;    // behind the action
    std::string detail;  // {detail}
    std::string name{};  // {name}, of the workspace; empty: the program's
};
struct Written {
    std::string subject, text, html;
};

// Whether there are letters in this language.
bool is_written(std::string_view language);

class Texts {
public:
    Texts();  // throws when what was compiled in cannot be read
    // In Russian unless the language begins with "en", as the client has it.
    Written write(Kind kind, std::string_view language, Filling const& filling) const;

private:
    Templates russian_, english_;
};

}  // namespace mail
