// My account: what colleagues see of me, how I come in, the tokens of my scripts, and what becomes
// of what is mine.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/field.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/words/words.hpp"

namespace accounts {

enum class MinePage : std::uint8_t { profile, entry, tokens, everything };

struct TokenRow {
    std::string id;
    std::string name;
    std::string scope;  // in words
    std::int64_t made_at_us = 0;
    std::int64_t ends_at_us = 0;
    std::int64_t used_at_us = 0;  // 0: never
};

struct MineView {
    MinePage page = MinePage::profile;
    bool loading = false;  // the account has not arrived yet
    std::string id, name, email;
    bool has_picture = false, picture_on_its_way = false;
    std::string name_problem, location_problem, biography_problem;
    // Code points, as the rules have them.
    std::size_t longest_name = 0, longest_location = 0, longest_biography = 0;
    std::string save_grey;  // why the profile cannot be saved
    words::Language language = words::Language::english;
    shell::Shade shade = shell::Shade::system;
    bool email_confirmed = false;
    bool by_letter = true;  // else links for confirming are with the administrators
    std::string new_email;  // waits to be confirmed; empty: none
    bool sending = false;   // the letter is being asked for
    bool second_factor = false;
    std::int64_t recovery_codes = 0;
    std::vector<TokenRow> tokens;
    bool preparing_archive = false;
    std::int64_t deletion_at_us = 0;  // 0: it stays
    bool erases_messages = false;     // …and what was written goes, too
};

struct MineDraft {
    std::string name, location;
    look::EditorState biography;
    std::string revoking;  // the token that the person is asked about
};

enum class MineAct : std::uint8_t {
    none,
    choose_picture,
    remove_picture,
    save_profile,
    change_email,
    send_again,
    change_password,
    show_sessions,
    begin_second_factor,
    renew_codes,
    end_second_factor,
    make_token,
    download,
    delete_account,
    keep_account,
};

struct MineWishes {
    MineAct act = MineAct::none;
    std::optional<MinePage> page;
    std::optional<std::string> revoke;
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
    bool back = false;
};

MineWishes mine(look::Ui& ui, MineView const& view, MineDraft& draft, look::Rect rect, bool narrow);

// What can be done on the page that is shown.
parts::Commands mine_commands(MineView const& view, std::function<void(MineAct)> const& act);
// What can be done to a token: it asks first. The draft has to outlive the commands.
parts::Commands token_commands(TokenRow const& token, MineDraft& draft);

// The parts of it.
void mine_profile(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes);
void mine_entry(look::Ui& ui, MineView const& view, MineWishes& wishes);
void mine_tokens(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes);
void ask_before_revoking(look::Ui& ui, MineView const& view, MineDraft& draft, MineWishes& wishes);
void mine_everything(look::Ui& ui, MineView const& view, MineWishes& wishes);

}  // namespace accounts
