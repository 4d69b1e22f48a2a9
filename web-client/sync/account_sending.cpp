// What all domains' commands have in common on their way.
#include "web-client/sync/account.hpp"

namespace client {

using platform::Write;

void Account::send_all() {
    parts_.each([](auto& part) { part.send(); });
}

void Account::tell_tray(std::string_view domain, std::vector<Write> const& writes) {
    for (auto const& write : writes)
        if (write.kind == Write::Kind::put && write.key.rfind("tray/", 0) == 0)
            tell(tabs::Tray{std::string(domain), write.key, write.value});
}

// Takes a new identity. What waits is numbered anew, in one batch with it, and all tabs open again.
void Account::fork() {
    // What is under way is answered under the old numbers, and first.
    fork_wanted_ = forking_;
    parts_.each([&](auto const& part) { fork_wanted_ = fork_wanted_ || part.sending; });
    if (fork_wanted_) return;
    forking_ = true;
    auto const next = base::to_text(new_id(platform_));
    std::vector<Write> writes{{Write::Kind::append, "identity", next},
                              {Write::Kind::erase, identity_key_, {}}};
    parts_.each([&](auto& part) { part.replica.renumber(next, writes); });
    store_.write(std::move(writes), guarded([this](platform::Written written) {
                     if (!written.ok) {
                         forking_ = false;
                         return fell_off({});
                     }
                     tell(tabs::Reload{});
                     store_.read("", guarded([this](bool, platform::Store::Entries entries) {
                                     forking_ = false;
                                     open_with(entries);
                                     lead();  // what was stored meanwhile under the old identity
                                 }));
                 }));
}

}  // namespace client
