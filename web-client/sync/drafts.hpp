// What a person has begun to write and not sent, by place: kept in the store beside the outbox, so
// that a reload, a killed tab or a closed window takes nothing of it. All tabs of a person show the
// same text in the same place.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"

namespace client {

class Drafts {
public:
    // To the other tabs; an empty text: nothing is left there.
    using Tell = std::function<void(std::string const& place, std::string const& text)>;

    Drafts(platform::Platform& platform, platform::Store& store, Tell tell);
    ~Drafts();
    Drafts(Drafts const&) = delete;
    Drafts& operator=(Drafts const&) = delete;

    void open(platform::Store::Entries const& entries);  // what the store holds
    // The entry of the store that is the draft of a place; and the place of one, if it is a draft.
    static std::string key_of(std::string const& place);
    static std::optional<std::string> place_in(std::string const& key);
    std::string const& at(std::string const& place) const;
    std::map<std::string, std::string> all() const;  // by place; none of them is empty
    // Grows when the text of this place came from elsewhere, so that its field has to follow.
    std::uint64_t arrivals(std::string const& place) const;
    // Grows when a place has something now and had nothing, or the other way round.
    std::uint64_t changes() const { return changes_; }
    std::uint64_t edits() const { return edits_; }  // grows with every letter

    // Of a draft that follows the person to other devices: what this one and the server had last in
    // common. The text itself is not kept twice.
    struct Agreed {
        std::int64_t edition = 0;
        std::uint64_t print = 0;  // of the text
        friend bool operator==(Agreed const&, Agreed const&) = default;
    };
    static std::uint64_t print_of(std::string_view text);
    std::optional<Agreed> agreed(std::string const& place) const;
    void agree(std::string const& place, Agreed const& agreed);
    // Came from another device: it takes the place of what stands here.
    void arrive(std::string const& place, std::string const& text);
    std::vector<std::string> places() const;  // of which anything is known, also emptied ones
    std::int64_t silence_ms(std::string const& place) const;  // since the last letter

    // What stands in the field now. It is on its way to the disk within a moment.
    void type(std::string const& place, std::string const& text);
    void flush();  // at once: nobody knows whether there will be a later
    // Nothing is written until it is let go again, since the session is over.
    void hold(bool now);
    // The text leaves its place in the same batch in which it enters the outbox.
    void leave(std::string const& place, std::vector<platform::Write>& writes);
    void hear(std::string const& place, std::string const& text);  // from another tab
    // From before: it stands above what was typed there since, if that is not the same.
    void put_back(std::string const& place, std::string const& text);
    // Everything once more, since the store was lost.
    void keep_again(std::vector<platform::Write>& writes) const;
    void forget();  // everything was wiped: nothing of it is written again

private:
    struct Draft {
        std::string text;
        std::uint64_t arrivals = 0;
        bool stored = true;
        std::int64_t typed_at_ms = 0;
        std::optional<Agreed> agreed{};
    };
    void change(Draft& draft, std::string text);
    void later();

    platform::Platform& platform_;
    platform::Store& store_;
    Tell tell_;
    std::map<std::string, Draft> drafts_;
    platform::Ticket ticket_ = 0;
    bool forgotten_ = false, held_ = false;
    std::uint64_t changes_ = 0, edits_ = 0;
    platform::Alive alive_;
};

}  // namespace client
