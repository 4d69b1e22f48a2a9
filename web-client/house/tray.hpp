// The screen of the tray: what becomes of each thing that was refused, and the draft of the text
// that is being mended.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "web-client/house/surroundings.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/shell/tray.hpp"

namespace house {

// The place of the draft of what is changed, by the id of the command that was refused.
std::string tray_place(std::string const& refused);
inline constexpr std::string_view tray_places = "tray/";

class TrayScreen {
public:
    // Sends what was refused with another text.
    using Change = std::function<std::optional<base::Refusal>(
        std::string const& id, std::string const& text, client::Origin const& origin)>;

    TrayScreen(Surroundings const& around, Change change)
        : around_(around), account_(around.account), change_(std::move(change)) {}

    void show(shell::TrayView view) { view_ = std::move(view); }
    void frame(look::Ui& ui, look::Rect rect, bool narrow);

private:
    void take_draft();
    void give_draft();
    std::string content_of(std::string const& id) const;
    void send_changed(look::Ui const& ui, std::string const& id, std::string const& text);

    Surroundings around_;
    client::Account& account_;
    Change change_;
    shell::TrayView view_;
    shell::TrayDraft draft_;
    KeptText kept_;
    std::string kept_of_;  // whose draft that is; empty: nothing is being changed
};

}  // namespace house
