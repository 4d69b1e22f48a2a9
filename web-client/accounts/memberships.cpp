#include "web-client/accounts/memberships.hpp"

#include <utility>

#include "shared/base/by_name.hpp"

namespace accounts {
namespace {

constexpr int patience_ms = 5'000;  // then what did not come is asked for again

}  // namespace

std::vector<Group> const* Memberships::groups_of(base::Id<Person> person) {
    if (!are_held()) {
        auto const* answer = ask(groups_, person.value);
        return answer ? &answer->groups : nullptr;
    }
    auto const& world = account_.shown<Domain>();
    held_.clear();
    for (auto const& member : world.by<&GroupMember::person>(person))
        if (auto const* group = world.find(member.group)) held_.push_back(*group);
    base::sort_by_name(held_);
    return &held_;
}

std::vector<PersonCard> const* Memberships::people_in(base::Id<Group> group) {
    auto const* answer = ask(people_, group.value);
    return answer ? &answer->people : nullptr;
}

void Memberships::ask_anew() {
    groups_.stale = people_.stale = true;
    failure_.reset();
    ++turns_;
    ++version_;
}

// No news tells of memberships that are not held: what was changed here is asked for again when the
// server has answered.
void Memberships::follow_changes() {
    auto const answered = account_.of<Domain>().mind().answered();
    if (std::exchange(answered_, answered) != answered) ask_anew();
}

template <class Endpoint>
typename Endpoint::Response const* Memberships::ask(Asked<Endpoint>& asked, base::Id128 of) {
    follow_changes();
    if (asked.of != of) asked = {of};
    auto const* known = asked.answer ? &*asked.answer : nullptr;
    if ((known && !asked.stale) || asked.under_way || failure_) return known;
    asked.under_way = true;
    account_.api().call<Endpoint>(
        {{of}}, alive_.guard([this, &asked, of, turn = turns_](
                                 client::Reply<typename Endpoint::Response> const& reply) {
            if (asked.of != of) return;  // it is no longer wanted
            asked.under_way = false;
            if (reply) asked.answer = reply.value;
            if (reply) asked.stale = turn != turns_;
            ++version_;
            platform_.wake();
            if (reply) return;
            failure_ = reply.failure;
            platform_.after(patience_ms, alive_.guard([this] {
                failure_.reset();
                ++version_;
                platform_.wake();
            }));
        }));
    return known;
}

}  // namespace accounts
