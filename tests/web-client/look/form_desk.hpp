// A record, its form, and what the form said last.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/stage.hpp"
#include "web-client/look/form.hpp"

namespace support {

template <class Record>
struct FormDesk {
    Record record;
    look::FormDraft draft;
    look::FormText texts;
    look::Formed last;
    FormDesk() {
        texts.label = [](std::string_view field) { return std::string(field); };
    }
};

// The form alone, which scrolls where it is higher than the window.
template <class Record>
Stage::Frame scrolled_form(FormDesk<Record>& desk) {
    return [&desk](look::Ui& ui, look::Rect window) {
        look::Scroll scroll;
        scroll.id = "form";
        look::begin_scroll(ui, scroll, window);
        desk.last = look::form(ui, desk.texts, desk.record, desk.draft);
        look::end_scroll(ui);
    };
}

}  // namespace support
