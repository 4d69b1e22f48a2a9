// What all cards share that a stranger sees: the frame in the middle of an empty screen, the name
// of the program, what is wrong, the main button, the way elsewhere and the languages.
#pragma once

#include <string>

#include "web-client/accounts/sign_in.hpp"
#include "web-client/look/ui.hpp"

namespace accounts {

// The card's frame: in the middle, scrolling when the window is too low for it.
class SignCard {
public:
    SignCard(look::Ui& ui, SignView const& view, SignDraft& draft, look::Rect window,
             std::string const& title);
    ~SignCard();
    SignCard(SignCard const&) = delete;
    SignCard& operator=(SignCard const&) = delete;

private:
    look::Ui& ui_;
    SignDraft& draft_;
    float top_ = 0;
};

void sign_problem(look::Ui& ui, std::string const& problem);  // of no field; empty: nothing
void sign_text(look::Ui& ui, std::string const& text);
void sign_soft(look::Ui& ui, look::Icon icon, std::string const& text);  // empty: nothing
bool sign_name(look::Ui& ui, SignView const& view, SignDraft& draft);
bool sign_email(look::Ui& ui, SignView const& view, SignDraft& draft);
bool sign_password(look::Ui& ui, SignView const& view, SignDraft& draft, bool is_new);
bool sign_button(look::Ui& ui, SignView const& view, std::string const& label);
bool sign_question(look::Ui& ui, std::string const& asked, std::string const& answer);
// What is wrong, and the main button. `entered`: Enter was pressed in a field.
void sign_submit(look::Ui& ui, SignView const& view, std::string const& label, bool entered,
                 SignWishes& wishes);
void sign_way_back(look::Ui& ui, SignView const& view, SignWishes& wishes);
void sign_languages(look::Ui& ui, SignView const& view, SignWishes& wishes);

}  // namespace accounts
