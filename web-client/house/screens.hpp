// The screens of a signed-in person: the rooms, in the frame that is around all of them. A place is
// its route. Compiled for the client's rooms in web-client/rooms.cpp.
#pragma once

#include <string>
#include <vector>

#include "web-client/house/frame.hpp"
#include "web-client/house/tray.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/shell/palette.hpp"

namespace house {

template <class Rooms>
class Screens {
public:
    Screens(platform::Platform& platform, client::PersonalApi& api, client::Account& account);
    ~Screens();
    Screens(Screens const&) = delete;
    Screens& operator=(Screens const&) = delete;

    void go(std::string const& address);  // as the address bar has it
    ScreenWishes frame(look::Ui& ui, look::Rect window, shell::Shade shade);
    Rooms& rooms() { return rooms_; }
    // All that can be done now, wherever it is offered.
    parts::Commands commands(words::Words const& words);

private:
    enum class Shown : std::uint8_t { room, tray, about, nothing };

    void visit(std::string const& route, bool replace);
    void refresh(look::Ui& ui);  // the views, when something changed
    shell::Columns columns_of(look::Ui& ui, look::Rect window);
    void navigation(look::Ui& ui, shell::Columns const& columns, shell::Shade shade);
    void work(look::Ui& ui, shell::Columns const& columns);
    // The tray, what this is, or that nothing is here; true: one goes back.
    bool own_place(look::Ui& ui, shell::Columns const& columns);
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<std::string> unsent(words::Words const& words);
    std::string title(words::Words const& words);
    void palette(look::Ui& ui);
    std::vector<shell::PaletteEntry> palette_entries();

    platform::Platform& platform_;
    client::Account& account_;
    words::Words words_{words::Language::english};  // of the last frame
    Frame frame_;
    Surroundings around_;
    Rooms rooms_;
    TrayScreen tray_;
    std::string route_;
    Shown shown_ = Shown::nothing;
    shell::View view_;
    shell::PaletteDraft palette_draft_;
    std::vector<shell::PaletteEntry> palette_;  // while it is open
    std::uint64_t palette_changes_ = 0;         // as of which it was made
    bool narrow_ = false;                       // one column, as on a phone
    bool stale_ = true;
    std::uint64_t seen_changes_ = 0;
    words::Language seen_language_ = words::Language::english;
    platform::Alive alive_;
};

}  // namespace house
