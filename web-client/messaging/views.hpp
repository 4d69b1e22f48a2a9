// What the panels of messaging show, made from the worlds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "web-client/house/judging.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/channel.hpp"
#include "web-client/messaging/details.hpp"
#include "web-client/messaging/dialogs.hpp"
#include "web-client/messaging/reading.hpp"
#include "web-client/parts/choose_people.hpp"

namespace messaging {

// Whether a channel is one that I can look into.
enum class Presence : std::uint8_t {
    there,
    coming,  // not known yet: what is mine, or what is in it, is still on its way
    gone,    // there is none, or I am not in it
};
Presence presence_of(client::Account const& account, ChannelId id);

std::string route_of(ChannelId id);
std::vector<shell::Entry> entries(client::Account const& account, words::Words const& words);

// Who may be spoken to in a channel, as far as their names are here: the one who is signed in last,
// and what the others are called.
struct Spoken {
    std::shared_ptr<Addressees const> people;
    std::vector<std::string> others;
};
std::shared_ptr<Spoken const> spoken_to(client::Account const& account, house::Names& names,
                                        ChannelId id);

// `read_at_entering`: how far the person had read when the channel was opened, for the line "new
// messages".
ChannelView channel_view(client::Account const& account, house::Names& names,
                         words::Words const& words, ChannelId id, Older const& older,
                         std::int64_t read_at_entering, Spoken const& spoken);
DetailsView details_view(client::Account const& account, house::Names& names,
                         words::Words const& words, ChannelId id);
// Of the same only what it is called and why what cannot be done.
DetailsView greys_view(client::Account const& account, words::Words const& words, ChannelId id);
parts::ChooseView invite_view(client::Account const& account, house::Names& names,
                              words::Words const& words, ChannelId id, std::string const& search);

std::string title_of(client::Account const& account, words::Words const& words, ChannelId id);
house::Said<Command> said(client::Account const& account, house::Names& names,
                          words::Words const& words, Command const& command);

}  // namespace messaging
