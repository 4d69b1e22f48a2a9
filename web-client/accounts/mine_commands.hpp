// The buttons of my account: each is of a command, and is there when that is.
#pragma once

#include <string_view>

#include "web-client/accounts/mine.hpp"
#include "web-client/parts/flow.hpp"

namespace accounts {

class MineButtons {
public:
    MineButtons(look::Ui& ui, MineView const& view, MineWishes& wishes);

    void draw(std::string_view name, look::Kind kind = look::Kind::normal);
    // Beside the one before where there is room.
    void draw(parts::Flow& flow, std::string_view name, look::Kind kind = look::Kind::normal);

private:
    look::Ui& ui_;
    parts::Commands commands_;
};

}  // namespace accounts
