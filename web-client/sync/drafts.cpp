#include "web-client/sync/drafts.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "shared/wire/fingerprint.hpp"

namespace client {
namespace {

using platform::Write;

constexpr std::string_view draft_prefix = "draft/", agreed_prefix = "agreed/";
constexpr int quiet_ms = 300;  // from a letter to the disk
// Two tabs that are typed into within this time may not have heard of one another.
constexpr std::int64_t at_once_ms = 2'000;

bool contains(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

Drafts::Drafts(platform::Platform& platform, platform::Store& store, Tell tell)
    : platform_(platform), store_(store), tell_(std::move(tell)) {}

Drafts::~Drafts() {
    if (ticket_ != 0) platform_.cancel(ticket_);
}

void Drafts::open(platform::Store::Entries const& entries) {
    for (auto const& [key, value] : entries) {
        if (auto const place = place_in(key)) hear(*place, value);
        if (!key.starts_with(agreed_prefix)) continue;
        Agreed agreed;
        auto const* const end = value.data() + value.size();
        auto const edition = std::from_chars(value.data(), end, agreed.edition);
        if (edition.ec != std::errc() || edition.ptr == end) continue;
        std::from_chars(edition.ptr + 1, end, agreed.print);
        drafts_[key.substr(agreed_prefix.size())].agreed = agreed;
    }
}

std::string Drafts::key_of(std::string const& place) { return std::string(draft_prefix) + place; }

std::optional<std::string> Drafts::place_in(std::string const& key) {
    if (key.compare(0, draft_prefix.size(), draft_prefix) != 0) return std::nullopt;
    return key.substr(draft_prefix.size());
}

std::string const& Drafts::at(std::string const& place) const {
    static std::string const nothing;
    auto const found = drafts_.find(place);
    return found == drafts_.end() ? nothing : found->second.text;
}

std::map<std::string, std::string> Drafts::all() const {
    std::map<std::string, std::string> texts;
    for (auto const& [place, draft] : drafts_)
        if (!draft.text.empty()) texts[place] = draft.text;
    return texts;
}

std::uint64_t Drafts::arrivals(std::string const& place) const {
    auto const found = drafts_.find(place);
    return found == drafts_.end() ? 0 : found->second.arrivals;
}

std::uint64_t Drafts::print_of(std::string_view text) { return wire::fnv1a(text); }

std::optional<Drafts::Agreed> Drafts::agreed(std::string const& place) const {
    auto const found = drafts_.find(place);
    return found == drafts_.end() ? std::nullopt : found->second.agreed;
}

void Drafts::agree(std::string const& place, Agreed const& agreed) {
    auto& draft = drafts_[place];
    if (draft.agreed == agreed || forgotten_) return;
    draft.agreed = agreed;
    store_.write({{Write::Kind::put, std::string(agreed_prefix) + place,
                   std::to_string(agreed.edition) + " " + std::to_string(agreed.print)}},
                 [](platform::Written) {});
}

void Drafts::arrive(std::string const& place, std::string const& text) {
    auto& draft = drafts_[place];
    if (draft.text == text) return;
    change(draft, text);
    ++draft.arrivals;
    draft.stored = false;
    later();
}

std::vector<std::string> Drafts::places() const {
    std::vector<std::string> places;
    for (auto const& [place, draft] : drafts_) places.push_back(place);
    return places;
}

std::int64_t Drafts::silence_ms(std::string const& place) const {
    auto const found = drafts_.find(place);
    auto const since = found == drafts_.end() ? 0 : found->second.typed_at_ms;
    return platform_.steady_ms() - since;
}

void Drafts::change(Draft& draft, std::string text) {
    ++edits_;
    changes_ += draft.text.empty() != text.empty();
    draft.text = std::move(text);
}

void Drafts::type(std::string const& place, std::string const& text) {
    auto& draft = drafts_[place];
    if (draft.text == text) return;
    change(draft, text);
    draft.stored = false;
    draft.typed_at_ms = platform_.steady_ms();
    later();
}

void Drafts::later() {
    if (ticket_ != 0) return;
    ticket_ = platform_.after(quiet_ms, [this] {
        ticket_ = 0;
        flush();
    });
}

void Drafts::flush() {
    std::vector<Write> writes;
    std::vector<std::string> places;
    for (auto& [place, draft] : drafts_) {
        if (draft.stored || forgotten_ || held_) continue;
        draft.stored = true;
        auto const kind = draft.text.empty() ? Write::Kind::erase : Write::Kind::put;
        writes.push_back({kind, key_of(place), draft.text});
        places.push_back(place);
        tell_(place, draft.text);
    }
    if (writes.empty()) return;
    store_.write(std::move(writes),
                 alive_.guard([this, places = std::move(places)](platform::Written written) {
                     if (written.ok) return;
                     // The disk is full: the next letter, or the next moment of quiet, tries again.
                     for (auto const& place : places) drafts_[place].stored = false;
                 }));
}

void Drafts::hold(bool now) {
    held_ = now;
    if (!now) later();
}

void Drafts::leave(std::string const& place, std::vector<Write>& writes) {
    auto& draft = drafts_[place];
    change(draft, {});
    ++draft.arrivals;
    draft.stored = true;
    writes.push_back({Write::Kind::erase, key_of(place), {}});
    tell_(place, {});
}

// The last writer wins, but nothing goes that somebody still sees: what is being typed here, and
// what another tab wrote at the same moment, stand one below the other, in the same order in both.
void Drafts::hear(std::string const& place, std::string const& text) {
    auto& draft = drafts_[place];
    if (draft.text == text) {
        draft.stored = true;
        return;
    }
    bool const lately = platform_.steady_ms() < draft.typed_at_ms + at_once_ms;
    bool const is_mine = !draft.stored || (lately && !text.empty());
    if (!is_mine || contains(text, draft.text)) {
        change(draft, text);
        ++draft.arrivals;
        draft.stored = true;
        return;
    }
    if (!contains(draft.text, text)) {
        change(draft, std::min(draft.text, text) + "\n" + std::max(draft.text, text));
        ++draft.arrivals;
    }
    draft.stored = false;
    later();
}

void Drafts::put_back(std::string const& place, std::string const& text) {
    auto& draft = drafts_[place];
    if (contains(draft.text, text)) return;
    change(draft, contains(text, draft.text) ? text : text + "\n" + draft.text);
    ++draft.arrivals;
    draft.stored = false;
    later();
}

void Drafts::keep_again(std::vector<platform::Write>& writes) const {
    for (auto const& [place, draft] : drafts_)
        if (!draft.text.empty()) writes.push_back({Write::Kind::put, key_of(place), draft.text});
}

void Drafts::forget() {
    forgotten_ = true;
    drafts_.clear();
    ++changes_;
}

}  // namespace client
