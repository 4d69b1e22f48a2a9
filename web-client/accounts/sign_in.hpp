// Coming in: signing in, registering, and what a person does who lost the password or follows the
// link of a letter. Each is a card in the middle of an empty screen. On a page the fields are the
// page's own (look::Ui::fields_on_page), so that password managers know them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "web-client/look/ui.hpp"
#include "web-client/words/words.hpp"

namespace accounts {

enum class SignStep : std::uint8_t {
    sign_in,
    code,     // of the second factor
    sign_up,  // registering
    letter,   // a letter says how registering goes on
    forgot,   // asks for a letter with which to set a new password
    sent,     // …which is on its way, if there is such an account
    reset,    // sets a new password by the link of that letter
    confirm,  // the link of another letter: an e-mail is to be confirmed, or was
    finish,   // …of a registration: with its password, or with a fresh one
    link,     // what a link is for is being asked, or it is for nothing any more
};

// Problems stand under the field that they belong to, already in the reader's language.
struct SignView {
    SignStep step = SignStep::sign_in;
    bool busy = false;  // an answer is awaited
    std::string email_problem;
    std::string password_problem;
    std::string name_problem;
    std::string code_problem;
    std::string problem;       // of no field: no connection, too many attempts
    std::string notice;        // what went well before: the password was changed
    bool can_register = true;  // registration is open
    std::string closed;        // why nobody can register now; empty: one can
    bool sends_mail = true;
    std::string workspace;     // its name; empty: the program's
    std::string message;       // to those who sign in; empty: none
    bool locked = false;       // a session ended elsewhere: the same person signs in again
    std::string locked_email;  // …this one
    std::string locked_why;    // …because it is blocked or deleted; empty: it merely ended
    int kept = 0;              // unsent commands that wait for that person
    words::Language language = words::Language::english;
    bool first_admin = false;   // registering by the one-time link: the first administrator
    bool invited = false;       // registering by the link of an invitation
    std::string email;          // that the letter goes to, or that the link is for
    bool done = false;          // what the link is for is done
    std::string was_for;        // what a link that was used did: "reset"; empty: nothing is known
    bool useless = false;       // the link is for nothing
    std::string registered_as;  // the account's name to be confirmed, whoever wrote it
    bool fresh = false;         // …with a new password, in place of the one that waits
    std::string signed_in_as;   // somebody is signed in here already
    std::string sign_out_grey;  // why they cannot sign out here
    std::string invited_email;  // …which is for this e-mail
};

struct SignDraft {
    std::string email;
    std::string password;
    std::string name;
    std::string code;
    bool focus_given = false;
    float card_height = 0;  // of the last frame, to stand in the middle
};

struct SignWishes {
    bool submit = false;
    bool to_register = false;
    bool to_sign_in = false;
    bool to_forgot = false;
    bool other_way = false;  // to finish with the other kind of password
    bool sign_out = false;   // whoever is signed in, for whom a link is not
    std::optional<words::Language> language;
};

SignWishes sign(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);

SignWishes sign_in(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes sign_up(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes sign_code(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes forgot(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes reset(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes finish(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes confirm(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
// Says what is so without a field: a letter is on its way, a link is used.
SignWishes sign_news(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);

}  // namespace accounts
