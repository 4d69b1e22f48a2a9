// What people are called, by their ids: from what this client holds, and asked for, many at once,
// of those whom it does not hold. Guests are held by nobody but themselves, and hold nobody; in a
// large workspace nobody holds the directory. Whoever was asked for stays on this machine.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "web-client/house/name_shelf.hpp"
#include "web-client/house/people_search.hpp"
#include "web-client/sync/account.hpp"
#include "web-client/words/words.hpp"

namespace house {

class Names {
public:
    using PersonId = base::Id<accounts::Person>;

    // Of so many people who are not held the names stay, of those who were drawn last.
    static constexpr std::size_t most_kept = 5'000;

    Names(platform::Platform& platform, client::PersonalApi& api, client::Account& account);

    // Of somebody who is gone, or whose name is not there yet, words that say so.
    std::string of(words::Words const& words, PersonId person);
    // Somebody whose name is here: that, the picture and the kind are true of the row, and all else
    // only where it is whole. Valid until the next frame.
    accounts::Person const* find(PersonId person);
    accounts::Person const* whole(PersonId person);
    // Somebody who will be found, as soon as the server has said their name.
    void want(PersonId person);
    // A row that the server has told beside the news.
    void learn(accounts::Person const& person);

    struct Found {
        std::vector<accounts::Person const*> people;
        bool more = false;                         // there are others
        bool loading = false;                      // the server has not answered yet
        std::optional<client::Failure> failure{};  // only who is known here is found
    };
    // Those of whose name or e-mail this is a part, in the order of their names, at most so many.
    // Never the one who is signed in. Where not all members are held, as the server answers.
    Found search(std::string const& part, std::size_t most);
    // For administrators, who see all: guests of whose name or e-mail this is a part, as far as the
    // server has said by now.
    std::vector<accounts::Person const*> search_guests(std::string const& part);
    // To be called when somebody begins to search: the server is asked anew.
    void search_anew();
    bool all_here() const;                 // all members are held: whom nobody finds is none
    bool ready() const { return ready_; }  // what the store held is known
    // Grows whenever somebody may be called otherwise than before.
    std::uint64_t version() const;
    // Grows whenever search() may find others than before.
    std::uint64_t searched() const;

private:
    struct Asked {
        accounts::Person row;
        bool under_way = false, found = false, whole = false, gone = false;
        std::int64_t again_ms = 0;  // not before; by the steady clock
        base::Instant asked, drawn, drawn_as_kept;
    };
    bool is_online() const;
    Asked* drawn(PersonId person);
    void ask(PersonId person);
    void send();
    void heard(std::vector<PersonId> const& people,
               client::Reply<accounts::NamePeople::Response> const& reply);
    void take_from_store(NameShelf::Names names);
    void keep(std::vector<PersonId> const& people);
    void make_room();
    std::vector<accounts::Person const*> at_hand(std::string const& part);

    platform::Platform& platform_;
    client::PersonalApi& api_;
    client::Account& account_;
    std::map<base::Id128, Asked> asked_;
    std::vector<PersonId> waiting_;  // to be asked for together
    bool ready_ = false;
    int under_way_ = 0;
    std::uint64_t answers_ = 0;
    platform::Alive alive_;
    NameShelf shelf_;
    PeopleSearch members_, guests_;
};

}  // namespace house
