// Buttons beside each other that go on in the next line where there is no more room.
#pragma once

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace parts {

class Flow {
public:
    explicit Flow(look::Ui& ui) : ui_(ui), room_(look::width_left(ui)) {}

    bool button(look::Button const& button) {
        float const width = look::button_width(ui_, button);
        if (used_ > 0 && used_ + space + width <= room_) {
            look::beside(ui_, space);
            used_ += space + width;
        } else {
            if (used_ > 0) look::gap(ui_, space);
            used_ = width;
        }
        return look::button(ui_, button);
    }

    Act command(Command const& command, look::Kind kind = look::Kind::normal) {
        std::string const label = ui_.say(command.name);
        look::Button looks;
        looks.label = label;
        looks.kind = kind == look::Kind::normal ? kind_of(command) : kind;
        looks.icon = command.icon;
        looks.grey = command.grey;
        looks.busy = command.busy;
        return button(looks) ? command.act : Act();
    }

private:
    static constexpr float space = 8;
    look::Ui& ui_;
    float room_, used_ = 0;
};

}  // namespace parts
