// Takes one command: in one transaction it is answered once and for all, whatever is lost on the
// way. What is declared here is compiled once for each domain, by the file that instantiates
// take_code.hpp.
#pragma once

#include <functional>
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

    typename Domain::Context context(Unit<Domain>& unit) const;
};

// What was taken, and which spaces somebody may now want news of.
struct Taken {
    world::Answer answer;
    std::vector<world::Space> changed;
    bool is_late = false;  // the session had ended: nothing was taken, and nothing is answered
};

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
