// What people are called, by their ids: from what this client holds, and asked for where it does
// not hold everybody.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "web-client/platform/alive.hpp"
#include "web-client/sync/account.hpp"
#include "web-client/words/words.hpp"

namespace house {

class Names {
public:
    using PersonId = base::Id<accounts::Person>;

    Names(platform::Platform& platform, client::PersonalApi& api, client::Account const& account)
        : platform_(platform), api_(api), account_(account) {}

    // Of somebody who is gone, or whose name is not there yet, words that say so.
    std::string of(words::Words const& words, PersonId person);
    // The row, if it is here. Valid until the next frame.
    accounts::Person const* find(PersonId person) const;
    // Those of whose name or e-mail this is a part, in the order of their names, at most so many;
    // `more`: there are others. Never the one who is signed in.
    std::vector<accounts::Person const*> search(std::string const& part, std::size_t most,
                                                bool& more) const;
    bool all_here() const;  // everybody is held: whom nobody finds is gone
    // Grows whenever somebody may be called otherwise than before.
    std::uint64_t version() const;
    // Grows whenever search() may find others than before.
    std::uint64_t searched() const;

private:
    struct Asked {
        accounts::Person row;
        bool under_way = true, found = false;
        std::int64_t again_ms = 0;
    };
    void ask(PersonId person);
    void heard(PersonId person, platform::Answer const& answer);

    platform::Platform& platform_;
    client::PersonalApi& api_;
    client::Account const& account_;
    std::map<base::Id128, Asked> asked_;
    int under_way_ = 0;
    std::uint64_t answers_ = 0;
    platform::Alive alive_;
};

}  // namespace house
