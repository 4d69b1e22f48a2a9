// Who is in which group: as it is held here, or, where too many people are in groups for that, as
// the server answers when it is asked.
#pragma once

#include <optional>
#include <vector>

#include "shared/accounts/groups_api.hpp"
#include "web-client/sync/account.hpp"

namespace accounts {

class Memberships {
public:
    Memberships(platform::Platform& platform, client::Account& account)
        : platform_(platform), account_(account) {}

    // By their names; null while it is not known.
    std::vector<Group> const* groups_of(base::Id<Person> person);
    std::vector<PersonCard> const* people_in(base::Id<Group> group);
    // Whether they are held here, and nothing has to be asked.
    bool are_held() const { return account_.shown<Domain>().knows(memberships_space()); }
    // Why the server did not answer what was asked last.
    std::optional<client::Failure> const& failure() const { return failure_; }

    // What was answered may have changed since: it is asked for anew, and holds until the answer.
    void ask_anew();
    std::uint64_t version() const { return version_; }

private:
    template <class Endpoint>
    struct Asked {
        base::Id128 of;
        bool under_way = false, stale = false;
        std::optional<typename Endpoint::Response> answer{};
    };
    void follow_changes();
    template <class Endpoint>
    typename Endpoint::Response const* ask(Asked<Endpoint>& asked, base::Id128 of);

    platform::Platform& platform_;
    client::Account& account_;
    Asked<ListGroupsOf> groups_;
    Asked<ListGroupPeople> people_;
    std::vector<Group> held_;
    std::optional<client::Failure> failure_;
    std::uint64_t version_ = 0, turns_ = 0;
    std::int64_t answered_ = 0;  // of what was changed here
    platform::Alive alive_;
};

}  // namespace accounts
