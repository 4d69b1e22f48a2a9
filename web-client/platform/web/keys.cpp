#include "web-client/platform/web/keys.hpp"

namespace platform {
namespace {

struct Named {
    std::string_view code;
    ImGuiKey key;
};

constexpr Named named[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
    {"ContextMenu", ImGuiKey_Menu},
    {"Quote", ImGuiKey_Apostrophe},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backquote", ImGuiKey_GraveAccent},
    {"CapsLock", ImGuiKey_CapsLock},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
};

ImGuiKey after(ImGuiKey first, int steps) {
    return static_cast<ImGuiKey>(static_cast<int>(first) + steps);
}

bool begins(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

ImGuiKey key_of(std::string_view code, std::string_view key) {
    if (key.size() == 1) {
        if (key[0] >= 'a' && key[0] <= 'z') return after(ImGuiKey_A, key[0] - 'a');
        if (key[0] >= 'A' && key[0] <= 'Z') return after(ImGuiKey_A, key[0] - 'A');
    }
    if (code.size() == 4 && begins(code, "Key")) return after(ImGuiKey_A, code[3] - 'A');
    if (code.size() == 6 && begins(code, "Digit")) return after(ImGuiKey_0, code[5] - '0');
    if (code.size() == 7 && begins(code, "Numpad")) {
        // Without Num Lock these are arrows and the like.
        if (key.size() == 1) return after(ImGuiKey_Keypad0, code[6] - '0');
        return key_of(key, "");
    }
    if (code.size() >= 2 && code[0] == 'F' && code[1] >= '1' && code[1] <= '9') {
        int const number =
            code.size() == 2 ? code[1] - '0' : (code[1] - '0') * 10 + (code[2] - '0');
        return number <= 24 ? after(ImGuiKey_F1, number - 1) : ImGuiKey_None;
    }
    for (Named const& each : named)
        if (each.code == code) return each.key;
    // Phones tell a meaning only.
    for (Named const& each : named)
        if (code.empty() && each.code == key) return each.key;
    return ImGuiKey_None;
}

}  // namespace platform
