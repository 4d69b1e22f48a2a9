// One domain of the signed-in person: what is shown, what waits in the outbox, what was refused,
// and how all of it is kept in the store. It knows nothing of the network.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "shared/wire/bytes.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/optimistic.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/platform/platform.hpp"
#include "web-client/sync/store_keys.hpp"

namespace client {

// A command as it waits on disk: named JSON, which every later release can still read and send.
template <class Domain>
struct Waiting {
    typename Domain::Command command;
    base::Instant submitted;
    static constexpr auto fields() {
        return base::Pack{base::field("command", &Waiting::command).required(),
                          base::field("submitted", &Waiting::submitted)};
    }
};

// A command that was refused, until the person decides what becomes of it.
template <class Domain>
struct Returned {
    typename Domain::Command command;
    base::Instant submitted;
    base::Refusal refusal;
    static constexpr auto fields() {
        return base::Pack{base::field("command", &Returned::command).required(),
                          base::field("submitted", &Returned::submitted),
                          base::field("refusal", &Returned::refusal).required()};
    }
};

template <class Domain>
class Replica {
public:
    using Command = typename Domain::Command;
    using Verdict = typename Domain::World::Verdict;
    using Entries = platform::Store::Entries;

    struct Entry {
        std::uint64_t ticket = 0;
        Waiting<Domain> waiting;
        bool accepted = false;  // by the server; it stays until news shows what came of it
    };

    // `aside` keeps the rows of spaces that are followed on request, `store` all else.
    Replica(platform::Platform& platform, platform::Store& store, platform::Store& aside,
            typename world::Optimistic<Domain>::ContextOf context_of)
        : platform_(platform),
          store_(store),
          aside_(aside),
          context_of_(std::move(context_of)),
          mind_(std::make_unique<world::Optimistic<Domain>>(context_of_)) {}

    static constexpr std::string_view domain_name() { return Domain::name; }
    std::string const& identity() const { return keys_.identity; }
    world::Optimistic<Domain> const& mind() const { return *mind_; }
    world::Held<Domain> held() const { return {history_, mind_->have()}; }
    typename Domain::World const& shown() const { return mind_->shown(); }
    // Grows whenever rows of this kind that are shown may have changed, also by being forgotten.
    template <class Row>
    std::uint64_t version() const {
        return versions_before_ + mind_->shown().template version<Row>();
    }
    std::map<std::int64_t, Entry> const& outbox() const { return outbox_; }
    std::map<std::string, Returned<Domain>> const& tray() const { return tray_; }
    std::size_t unsent() const;
    static Waiting<Domain> waiting_of(typename world::Optimistic<Domain>::Pending const& pending) {
        return {pending.command, pending.submitted};
    }
    std::uint64_t changes() const { return changes_; }

    // ---- from the store

    // `identity` is this client's; entries are everything that the store holds for this account.
    void open(std::string const& identity, Entries const& entries, std::string const& cache);

    // Whether the entry of the store is one of the outbox that is shown here.
    bool holds(std::string const& key) const;

    // ---- what is followed on request

    // So many are followed at once, those opened last; and so many rows are kept in the store, of
    // those and of what was opened before.
    static constexpr std::size_t most_followed = 30, most_rows_kept = 20'000;
    // Opens a space, from the store if something of it is there; then `opened` is called. What was
    // opened longest ago is left for it. False: it was open already.
    bool follow(world::Space const& space, std::function<void()> opened);
    // It goes from memory and stays in the store.
    void leave(world::Space const& space);
    std::vector<world::Space> const& followed() const { return followed_; }  // opened last: first
    // The moment of opening, to be kept; and what is over the budget goes.
    void note_opened(world::Space const& space, std::vector<platform::Write>& writes,
                     std::vector<platform::Write>& aside);
    // What another tab may lack of a space that is whole here, as news.
    std::optional<world::News<Domain>> told_of(world::Space const& space);

    // ---- what the person wants

    static constexpr std::int64_t in_another_queue = -1;  // of an identity given up meanwhile
    // Shown at once; `stored` is called with its number when it is safe on disk, or 0 if it could
    // not be kept and stands in the tray. `also` is written in the same batch.
    void want(Command command, std::vector<platform::Write> also,
              std::function<void(std::int64_t number, std::string const& json)> stored);
    // From another tab, which has stored it.
    void hear_wanted(std::int64_t number, std::string const& json);

    // ---- from the server
    std::vector<world::Sent<Domain>> batch(std::size_t most) const;
    // What is to be written with it is added to `writes`.
    void hear_answer(world::Answer const& answer, std::vector<platform::Write>& writes);
    // Answers of which spaces something earlier is missing.
    std::vector<world::Space> hear_news(world::News<Domain> const& news,
                                        std::vector<platform::Write>& writes,
                                        std::vector<platform::Write>& aside);
    // Everything that waits goes to the queue of a new identity, in its order.
    void renumber(std::string const& new_identity, std::vector<platform::Write>& writes) const;
    // What a tab stored under an identity that was given up meanwhile joins this one's queue.
    void adopt(Entries const& entries, std::vector<platform::Write>& writes) const;
    // Puts an entry back that was not in the store for a while: its number may be another one's by
    // now, and then it gets a new one.
    void put_back(std::string const& key, std::string const& json,
                  std::vector<platform::Write>& writes) const;
    // Everything that the server does not have yet, once more.
    void keep_again(std::vector<platform::Write>& writes) const;
    // An entry that the server cannot read goes to the tray.
    void give_up(std::int64_t number, base::Refusal refusal, std::vector<platform::Write>& writes);

    // ---- the tray
    void discard(std::string const& key, std::vector<platform::Write>& writes);
    void hear_tray(std::string const& key,
                   std::string const& json);  // from another tab; empty: discarded

private:
    bool is_pending(std::uint64_t ticket) const;
    std::unique_ptr<world::Optimistic<Domain>> begin_anew();  // answers what was
    // All that came from the server is void, as after a restored backup.
    void forget_confirmed(std::vector<platform::Write>& writes,
                          std::vector<platform::Write>& aside);
    void read_aside(world::Space const& space, std::function<void()> opened);
    void read_what_waits();
    void open_again(typename world::Optimistic<Domain>& before, base::Id128 history_before);
    void keep_aside(typename world::Optimistic<Domain>::Confirmed const& confirmed,
                    std::vector<platform::Write>& writes, std::vector<platform::Write>& aside);
    void note_rows(world::Space const& space, std::vector<platform::Write>& writes);
    void drop_aside(world::Space const& space, std::vector<platform::Write>& writes,
                    std::vector<platform::Write>& aside);
    void keep_to_the_budget(std::vector<platform::Write>& writes,
                            std::vector<platform::Write>& aside);
    void open_cache(Entries const& entries);
    void to_tray(std::int64_t number, Entry const& entry, base::Refusal refusal,
                 std::vector<platform::Write>& writes);
    void erase_answered(std::vector<platform::Write>& writes);

    platform::Platform& platform_;
    platform::Store& store_;
    platform::Store& aside_;
    typename world::Optimistic<Domain>::ContextOf context_of_;
    std::unique_ptr<world::Optimistic<Domain>> mind_;
    StoreKeys keys_{std::string(Domain::name)};
    base::Id128 history_;
    std::map<std::int64_t, Entry> outbox_;
    std::map<std::string, Returned<Domain>> tray_;
    std::vector<world::Space> followed_;  // opened last: first
    // Followed before the store was read, as the place that an address names.
    std::vector<std::pair<world::Space, std::function<void()>>> to_read_;
    bool is_read_ = false;
    std::map<world::Space, Aside> aside_of_;  // what the store has, or is about to have
    std::uint64_t last_ticket_ = 0;
    std::uint64_t changes_ = 0;
    std::uint64_t versions_before_ = 0;  // of worlds that were shown before this one
    platform::Alive alive_;
};

}  // namespace client
