// Takes one command: in one transaction it is answered once and for all, whatever is lost on the
// way. What is declared here is compiled once for each domain, by the file that instantiates
// take_code.hpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/outside.hpp"
#include "server/sync/store.hpp"
#include "shared/world/tables.hpp"

namespace syncing {

// Commands that only the server itself may ask for say so.
template <class Command>
inline constexpr bool is_internal = requires {
    Command::internal;
};

// Who asks, and what is known of it; nothing of it came from the client. What time it is, and what
// is asked of other domains, is asked once all locks are held: whoever waited for them decides by
// what is so when that is over, and so after whoever had them before.
using Clock = std::function<base::Instant()>;
template <class Domain>
struct Asking {
    base::Id128 actor;
    bool administrator = false;
    Clock clock;
    typename Domain::Facts facts{};
    // Asked inside the transaction, instead of `facts`: what was true before it could be true no
    // more by then.
    std::function<typename Domain::Facts(Unit<Domain>&)> ask_facts{};
    std::string address{};  // from where
    bool guest = false;

    typename Domain::Context context(Unit<Domain>& unit) const;
};

// What was taken, and which spaces somebody may now want news of.
struct Taken {
    world::Answer answer;
    std::vector<world::Space> changed;
    bool is_late = false;  // the session had ended: nothing was taken, and nothing is answered
};

template <class Domain>
class Overlay;

template <class Domain>
struct Taking {
    static Taken decide_and_write(Unit<Domain>& unit, typename Domain::Command const& command,
                                  Asking<Domain> const& asking);
    static Taken decide_and_write_for(Unit<Domain>& unit, Actor const& actor,
                                      typename Domain::Command const& command,
                                      Asking<Domain> const& asking);
    static Taken take(Store<Domain>& store, Actor const& actor, base::Id128 client,
                      world::Sent<Domain> const& sent, std::string const& hash,
                      Asking<Domain> const& asking);
    static Taken refuse_broken(Store<Domain>& store, Actor const& actor, base::Id128 client,
                               std::int64_t number, std::string const& hash,
                               std::string const& report);

    // What commands would be answered, one after the other, if all were carried out that are not
    // refused. Nothing is written and nothing is locked, so that nobody waits for it; what somebody
    // else writes meanwhile is seen by the commands that come after it. A refusal that only a
    // constraint behind the decisions says is not known so: where a domain decides by all that
    // its constraints look at there is none.
    class Rehearsal {
    public:
        using Command = typename Domain::Command;
        // What a command is decided by, before what others would have made of it.
        struct Seen {
            std::optional<base::Refusal> bars{};  // whatever it is about
            world::Reads reads{};
            std::vector<typename Domain::Row> rows{};
            typename Domain::Context context{};
        };
        struct Said {
            std::optional<base::Refusal> whole{};  // of no part alone: nothing is done
            std::vector<std::optional<base::Refusal>> parts{};
        };
        Rehearsal();
        ~Rehearsal();
        Rehearsal(Rehearsal const&) = delete;
        Rehearsal& operator=(Rehearsal const&) = delete;

        static Seen look(Unit<Domain>& unit, Actor const& actor, Command const& whole,
                         Asking<Domain> const& asking);
        // `parts`, in their order, do what `whole` does, and are what is done if that is refused
        // for one of them.
        Said decide(Seen seen, Command const& whole, std::vector<Command> const& parts);

    private:
        std::unique_ptr<Overlay<Domain>> so_far_;
    };
};

// Decides and writes inside a transaction: what the server's own endpoints do. Rows that stay as
// they are are not written, and a command that changes nothing leaves no trace.
template <class Domain>
Taken decide_and_write(Unit<Domain>& unit, typename Domain::Command const& command,
                       Asking<Domain> const& asking) {
    return Taking<Domain>::decide_and_write(unit, command, asking);
}

// The same for somebody who asks: if they still may.
template <class Domain>
Taken decide_and_write_for(Unit<Domain>& unit, Actor const& actor,
                           typename Domain::Command const& command, Asking<Domain> const& asking) {
    return Taking<Domain>::decide_and_write_for(unit, actor, command, asking);
}

// `hash` identifies the command's content: the same number with another hash is a fork.
template <class Domain>
Taken take(Store<Domain>& store, Actor const& actor, base::Id128 client,
           world::Sent<Domain> const& sent, std::string const& hash, Asking<Domain> const& asking) {
    return Taking<Domain>::take(store, actor, client, sent, hash, asking);
}

// A command that broke something: it is answered with a refusal that names the report, so that it
// cannot stand in its outbox's way for ever.
template <class Domain>
Taken refuse_broken(Store<Domain>& store, Actor const& actor, base::Id128 client,
                    std::int64_t number, std::string const& hash, std::string const& report) {
    return Taking<Domain>::refuse_broken(store, actor, client, number, hash, report);
}

}  // namespace syncing
