#include "web-client/messaging/courier.hpp"

#include <utility>

#include "shared/base/take_in.hpp"
#include "web-client/messaging/reading.hpp"

namespace messaging {
namespace {

constexpr int quiet_ms = 5'000;  // from the last letter to the server

// As the server keeps it: composed, and with line ends of one kind.
std::string as_kept(std::string text) {
    KeepDraft command;
    command.text = std::move(text);
    base::take_in(command);
    return std::move(command.text);
}

// `text` with what had been agreed in it replaced by what has become of that here; or both of them.
std::string merged(std::string text, std::string const& agreed, std::string const& here) {
    auto const at = agreed.empty() ? std::string::npos : text.find(agreed);
    if (at == std::string::npos) return both_drafts(text, here);
    return text.replace(at, agreed.size(), here);
}

}  // namespace

Courier::~Courier() {
    if (ticket_ != 0) platform_.cancel(ticket_);
}

void Courier::step() {
    auto const& replica = account_.of<Domain>();
    if (!account_.ready() || !replica.mind().holds(world::me(account_.me().id.value))) return;
    if (auto const version = replica.version<Draft>(); !started_ || version != heard_) {
        heard_ = version;
        for (auto const& row : replica.shown().by<&Draft::person>(account_.me().id)) hear(row);
    }
    if (auto const edits = account_.drafts().edits(); !started_ || edits != edits_) {
        edits_ = edits;
        later();
    }
    started_ = true;
    if (due_ && is_time()) send();
}

void Courier::hurry() {
    due_ = hurried_ = true;
    platform_.wake();
}

// One tab asks for all of them, and when nothing else waits: who is offline has it on the disk.
bool Courier::is_time() const {
    auto const status = account_.status();
    return account_.leads() && status.link == client::Link::online && status.unsent == 0;
}

void Courier::later() {
    if (ticket_ != 0) return;
    ticket_ = platform_.after(quiet_ms, alive_.guard([this] {
        ticket_ = 0;
        due_ = true;
        step();
    }));
}

void Courier::hear(Draft const& row) {
    auto& drafts = account_.drafts();
    auto const place = draft_place(row.channel);
    client::Drafts::Agreed const now{row.edition, client::Drafts::print_of(row.text)};
    auto const before = drafts.agreed(place);
    if (before == now) return;
    auto const here = as_kept(drafts.at(place));
    auto const print = client::Drafts::print_of(here);
    bool const untouched = before ? print == before->print : here.empty();
    // An older one is there again when what was asked for was refused.
    bool const is_newer = !before || row.edition > before->edition;
    if (account_.leads() && here != row.text)
        drafts.arrive(place, untouched && is_newer
                                 ? row.text
                                 : merged(row.text, texts_[place], drafts.at(place)));
    drafts.agree(place, now);
    texts_[place] = row.text;
}

void Courier::send() {
    due_ = false;
    for (auto const& place : account_.drafts().places())
        if (auto const channel = channel_of_draft(place); channel && place == draft_place(*channel))
            send_one(place, *channel);
    hurried_ = false;
}

void Courier::send_one(std::string const& place, ChannelId channel) {
    auto& drafts = account_.drafts();
    auto text = as_kept(drafts.at(place));
    auto const print = client::Drafts::print_of(text);
    auto const agreed = drafts.agreed(place);
    if (agreed ? agreed->print == print : text.empty()) return;
    auto const* mine = my_place(account_, channel);
    if (base::code_points(text) > Draft::longest_text || !mine) return;
    if (!hurried_ && drafts.silence_ms(place) < quiet_ms) return later();
    auto const edition = agreed ? agreed->edition : 0;
    auto& asked = asked_[place];
    if (asked == client::Drafts::Agreed{edition, print}) return;
    asked = {edition, print};
    if (account_.want(KeepDraft{channel, {mine->id.value}, account_.me().id, text, edition}))
        return;
    // At once: what is typed or sent before the row is heard of is of later than that.
    drafts.agree(place, {edition + 1, print});
    texts_[place] = std::move(text);
}

}  // namespace messaging
