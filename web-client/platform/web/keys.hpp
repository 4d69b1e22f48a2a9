// The browser's names of keys as ImGui's.
#pragma once

#include <imgui.h>

#include <string_view>

namespace platform {

// `code` names the place on the keyboard ("KeyV"), `key` what it means in the present layout ("v",
// "м"). Letters and digits are taken by meaning where that is Latin, else by place, so that
// shortcuts work in every layout. ImGuiKey_None: a key that ImGui does not know.
ImGuiKey key_of(std::string_view code, std::string_view key);

}  // namespace platform
