#include "web-client/app_writing.hpp"

#include "web-client/app_views.hpp"
#include "web-client/look/typing.hpp"

void KeptText::take(syncing::Drafts const& drafts, std::string const& place,
                    look::EditorState& text) {
    auto const arrivals = drafts.arrivals(place);
    if (arrivals == arrivals_) return;
    arrivals_ = arrivals;
    if (text.text != drafts.at(place)) look::typing::set_text(text, drafts.at(place));
}

void KeptText::give(syncing::Drafts& drafts, std::string const& place,
                    look::EditorState const& text) const {
    drafts.type(place, text.text);
}

std::optional<base::Refusal> post(syncing::Account& account, base::Id<messaging::Channel> channel,
                                  base::Id<messaging::Message> message,
                                  look::EditorState const& text) {
    return account.want(messaging::Command(messaging::Post{channel, message, text.text}),
                        {views::draft_place(channel), {}});
}
