// Signing in and registering: a card in the middle of an empty screen. On a page the fields are the
// page's own (look::Ui::fields_on_page), so that password managers know them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "web-client/look/ui.hpp"
#include "web-client/words/words.hpp"

namespace accounts {

// Problems stand under the field that they belong to, already in the reader's language.
struct SignView {
    bool busy = false;  // an answer is awaited
    std::string email_problem;
    std::string password_problem;
    std::string name_problem;
    std::string problem;       // of no field: no connection, too many attempts
    bool can_register = true;  // registration is open
    bool locked = false;       // a session ended elsewhere: the same person signs in again
    std::string locked_email;  // …this one
    int kept = 0;              // unsent commands that wait for that person
    words::Language language = words::Language::english;
    bool first_admin = false;  // registering by the one-time link: the first administrator
};

struct SignDraft {
    std::string email;
    std::string password;
    std::string name;
    bool focus_given = false;
    float card_height = 0;  // of the last frame, to stand in the middle
};

struct SignWishes {
    bool submit = false;
    bool to_register = false;
    bool to_sign_in = false;
    std::optional<words::Language> language;
};

SignWishes sign_in(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);
SignWishes sign_up(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window);

}  // namespace accounts
