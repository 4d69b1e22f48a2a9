// The world that a client shows: what the server confirmed, with the client's own unanswered
// commands decided on top. There is one set of tables; before news is applied the guesses are taken
// back by their inverses, and afterwards they are decided again. So news costs as much as it
// brings, plus the few commands that wait, however many rows there are. What is declared here is
// compiled once for each domain, in shared/<domain>/optimistic.cpp.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <unordered_map>

#include "shared/world/kept.hpp"
#include "shared/world/tables.hpp"

namespace world {

template <class Domain>
class Optimistic {
public:
    using World = typename Domain::World;
    using Row = typename Domain::Row;
    using Change = typename Domain::Change;
    using Command = typename Domain::Command;
    using Context = typename Domain::Context;
    using Verdict = typename World::Verdict;

    // Who asks and what is known, at this moment; `now` of a waiting command stays what it was.
    using ContextOf = std::function<Context(Command const&)>;

    struct Pending {
        std::uint64_t ticket = 0;  // names it in this run of the program
        std::int64_t number = 0;   // in the outbox; 0 until one was taken
        Command command;
        base::Instant submitted;
        bool shown = false;                        // its guess is part of the shown world
        std::optional<base::Refusal> now_refused;  // the server may still accept it
        Change inverse;
    };
    using Changed = world::Changed<Domain>;
    using Confirmed = world::Confirmed<Domain>;

    explicit Optimistic(ContextOf context_of);
    ~Optimistic();
    Optimistic(Optimistic const&) = delete;
    Optimistic& operator=(Optimistic const&) = delete;

    World const& shown() const { return world_; }
    std::list<Pending> const& pending() const { return pending_; }
    std::int64_t answered() const { return answered_; }

    // What would come of this command now.
    Verdict judge(Command const& command) const;

    void submit(std::uint64_t ticket, Command command, base::Instant now, std::int64_t number = 0);
    void number(std::uint64_t ticket, std::int64_t number);
    // It will never be answered by news: refused, or taken back before it was sent.
    void drop(std::uint64_t ticket);
    // The client takes a new identity: nothing that waits has a number any more.
    void forget_numbers();

    Confirmed receive(News<Domain> const& news);

    // ---- what is followed on request

    // From now on the space is wished for: as long as the confirmed rows let this person see it,
    // news of it is asked for and heard. `kept` and `version` are what was kept of it on disk, if
    // anything was.
    void follow(Space const& space, std::vector<Kept<Domain>> const& kept = {},
                std::optional<std::int64_t> version = {});
    // It is no longer wished for, and what was seen through it alone goes from memory.
    void leave(Space const& space);
    bool follows(Space const& space) const;
    std::set<Space> const& wished() const { return wished_; }
    // What the confirmed rows let this person follow on request, sorted.
    std::vector<Space> const& on_offer() const { return on_offer_; }
    bool may_see(Space const& space) const;

    // What was kept on disk of the spaces that are always followed, before any news.
    void restore(std::vector<Kept<Domain>> const& rows,
                 std::map<Space, std::int64_t> const& versions, std::int64_t answered);

    // The versions to ask news for.
    std::vector<Have> have() const;
    bool holds(Space const& space) const { return spaces_.count(space) != 0; }
    // Whether the server has said that the space is too much to be told: nothing of it will come.
    bool is_withheld(Space const& space) const { return withheld_.count(space) != 0; }
    // Rows of everything that was confirmed, and of one space.
    std::size_t rows_held() const { return sights_.size(); }
    std::size_t rows_held(Space const& space) const;
    // A space as the confirmed rows have it, for whoever has less of it; nothing when it is not
    // whole.
    std::optional<SpaceNews<Domain>> told_of(Space const& space);

private:
    bool is_coming(Space const& space) const;

    // Through which spaces a confirmed row is seen; it leaves the world with the last of them.
    struct Sight {
        std::vector<Space> spaces;
        std::int64_t revision = 0;
    };

    struct Held {
        bool whole = false;
        std::int64_t version = 0;
        std::set<RowKey> rows;
        // A snapshot that comes in pages waits here until it is whole.
        std::string next;
        std::int64_t arriving_version = 0;
        std::vector<Told<Domain>> arriving;
    };

    void without_guesses(std::function<void()> const& act);
    void guess(Pending& p);

    // Commands are answered in the order of their numbers; those without one come after all that
    // have one.
    void keep_numbered_first();

    void receive_space(SpaceNews<Domain> const& news, Confirmed& confirmed);
    // Both answer whether the space is whole and newer than before. What comes late, twice or
    // without what it builds on changes nothing: the next news mends it.
    bool receive_delta(SpaceNews<Domain> const& news);
    bool is_behind(SpaceNews<Domain> const& news) const;
    bool receive_page(SpaceNews<Domain> const& news);
    void replace(Space const& space, Held& held);
    void lose(Space const& space, Confirmed& confirmed);

    // Rights are rows, too: what they no longer name goes with them.
    void lose_what_is_barred(Confirmed& confirmed);
    // Nothing before one's own space is whole, for then nobody can tell.
    void find_what_is_on_offer();

    void arrive(Space const& space, Told<Domain> const& told);
    void leave(Space const& space, RowKey const& key);
    // Who stays connected for a year holds no more than who comes anew.
    void drop_what_is_old(Space const& space);
    void collect(Confirmed& confirmed);

    struct HashKey {
        std::size_t operator()(RowKey const& key) const { return std::hash<base::Id128>{}(key.id); }
    };

    ContextOf context_of_;
    World world_;
    std::list<Pending> pending_;  // those with numbers first, in their order
    std::int64_t answered_ = 0;
    std::map<Space, Held> spaces_;
    std::set<Space> wished_;    // of those that are followed on request
    std::set<Space> withheld_;  // that are too much to be told
    std::vector<Space> on_offer_;
    std::unordered_map<RowKey, Sight, HashKey> sights_;
    std::map<Space, std::set<RowKey>> touched_;  // since the last collect()
};

}  // namespace world
