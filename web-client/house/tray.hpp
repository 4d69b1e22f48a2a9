// The screen of the tray: what becomes of each thing that was refused, and the draft of the text
// that is being mended.
#pragma once

#include <string>

#include "web-client/house/surroundings.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/shell/tray.hpp"

namespace house {

class TrayScreen {
public:
    TrayScreen(platform::Platform& platform, syncing::Account& account, Surroundings around)
        : platform_(platform), account_(account), around_(std::move(around)) {}

    void refresh(words::Words const& words);  // when the world changed
    void frame(look::Ui& ui, look::Rect rect, bool narrow);

private:
    void take_draft();
    void give_draft();
    std::string content_of(std::string const& id) const;
    void send_changed(look::Ui const& ui, std::string const& id, std::string const& text);

    platform::Platform& platform_;
    syncing::Account& account_;
    Surroundings around_;
    shell::TrayView view_;
    shell::TrayDraft draft_;
    KeptText kept_;
    std::string kept_of_;  // whose draft that is; empty: nothing is being changed
};

}  // namespace house
