// The room of messaging: the channels in the navigation, the one that is shown with its details,
// and what can be done there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web-client/house/kept.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/messaging/courier.hpp"
#include "web-client/messaging/views.hpp"

namespace messaging {

class Room {
public:
    explicit Room(house::Surroundings const& around)
        : around_(around), account_(around.account), courier_(around.platform, around.account) {}
    Room(Room const&) = delete;
    Room& operator=(Room const&) = delete;

    bool go(std::string const& route);
    bool is_for_guests(std::string const&) const { return true; }
    void leave();
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui&) { return {}; }
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const& words);
    bool has_details() const;
    void refresh(words::Words const& words);
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui& ui);
    house::Said<Command> said(words::Words const& words, Command const& command);
    std::string draft_title(words::Words const& words, std::string const& place);

    // How often each view was made.
    struct Made {
        int entries = 0, channel = 0, details = 0, invite = 0;
    };
    Made made() const {
        return {entries_.made(), channel_view_.made(), details_view_.made(), invite_view_.made()};
    }

private:
    enum class Shown : std::uint8_t { nothing, home, channel };
    using Version = std::uint64_t;

    // Of one channel, kept while the program runs so that nothing typed is lost.
    struct Opened {
        ChannelDraft draft;
        house::KeptText kept;
        Older older;
        std::int64_t read_at_entering = 0;
        bool entered = false;
        std::int64_t told_read = 0;  // the number last said to be read
    };

    bool is_there() const;
    Opened& opened() { return opened_[channel_.value]; }
    void channel(look::Ui& ui, shell::Columns const& columns);
    void details(look::Ui& ui, shell::Columns const& columns);
    void not_there(look::Ui& ui, shell::Columns const& columns);
    void mark_read(look::Ui& ui, std::string const& message);
    void ask_older();
    void begin_creating();
    void begin_changing();
    void begin_inviting();
    void act(DetailsAct act);
    void edit_channel(look::Ui& ui);
    void invite(look::Ui& ui);
    // False: it was refused, which is said, and what was typed for it has to stay.
    bool want(words::Words const& words, Command command, client::Origin const& origin = {});
    bool taken(words::Words const& words, std::optional<base::Refusal> const& refusal);

    house::Surroundings around_;
    client::Account& account_;
    Courier courier_;
    Shown shown_ = Shown::nothing;
    ChannelId channel_;
    bool narrow_ = false;          // one column, as on a phone
    bool details_beside_ = false;  // …the channel; else they are above it, to be closed
    std::map<base::Id128, Opened> opened_;

    house::Kept<std::vector<shell::Entry>, Version, Version, words::Language> entries_;
    house::Kept<ChannelView, ChannelId, Version, Version, Version, std::int64_t, bool,
                words::Language>
        channel_view_;
    house::Kept<std::shared_ptr<Spoken const>, ChannelId, Version, Version> spoken_;
    house::Kept<DetailsView, ChannelId, std::string, std::string, Version, Version, words::Language>
        details_view_;
    house::Kept<parts::ChooseView, ChannelId, std::string, std::string, Version, Version,
                words::Language>
        invite_view_;

    DetailsDraft details_draft_;
    CreateDraft create_draft_;
    house::KeptLines create_kept_;
    parts::ChooseDraft invite_draft_;
    bool creating_ = false, changing_ = false, inviting_ = false;
    platform::Alive alive_;
};

}  // namespace messaging
