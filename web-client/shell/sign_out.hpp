// Asks before signing out when something has not been sent, and names it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"

namespace shell {

enum class SignOut : std::uint8_t { none, cancel, send_first, save_to_file, discard, plain };

struct SignOutView {
    std::vector<std::string> unsent;  // each in a few words: «Цех»: «Успеем…»
    bool online = true;               // else sending first must wait
    bool can_send = true;             // something waits to be sent by itself
    bool sending = false;
};
// While `open`. With nothing unsent it asks once, plainly.
SignOut sign_out_dialog(look::Ui& ui, SignOutView const& view, bool& open);

}  // namespace shell
