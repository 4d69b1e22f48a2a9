#include "web-client/house/names.hpp"

#include <algorithm>
#include <utility>

#include "shared/base/ascii_domain.hpp"
#include "shared/base/take_in.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace house {
namespace {

constexpr int most_requests = 2;  // what people wait for is not behind names
constexpr std::int64_t most_found = 100;
constexpr std::int64_t patience_for_names_ms = 30'000;  // then what did not come is asked again
constexpr std::int64_t a_day_us = 86'400'000'000;       // so old a name may be

accounts::Person person_of(accounts::Person const& row) { return row; }
accounts::Person person_of(accounts::Overview const& row) {
    accounts::Person person;
    person.id = row.id;
    person.name = row.name;
    person.email = row.email;
    person.kind = row.kind;
    return person;
}

template <class Endpoint>
PeopleSearch::Ask asking(client::PersonalApi& api, std::string const& sort) {
    return [&api, sort](std::string const& part, std::function<void(PeopleSearch::Answer)> heard) {
        typename Endpoint::Request request;
        request.search = part;
        request.sort = sort;
        request.limit = most_found;
        using Reply = client::Reply<typename Endpoint::Response>;
        api.call<Endpoint>(request, [heard = std::move(heard)](Reply const& reply) {
            if (!reply) return heard({{}, false, reply.failure});
            PeopleSearch::Answer answer;
            for (auto const& row : reply.value->rows) answer.people.push_back(person_of(row));
            answer.more = !reply.value->next.empty();
            heard(std::move(answer));
        });
    };
}

// What somebody types to find people by.
class Sought {
public:
    explicit Sought(std::string const& part) {
        base::Rules line;
        line.format = base::Format::line;
        auto const text = base::taken_in(part, line);
        wanted_ = base::folded(text);
        address_ = base::folded(base::email_sought(text));
    }
    bool fits(accounts::Person const& person) const {
        return wanted_.empty() || has(person.name, wanted_) || has(person.email, wanted_) ||
               has(person.email, address_) || has(base::email_in_letters(person.email), wanted_);
    }

private:
    static bool has(std::string const& all, std::string const& some) {
        return base::folded(all).find(some) != std::string::npos;
    }
    std::string wanted_, address_;
};

}  // namespace

Names::Names(platform::Platform& platform, client::PersonalApi& api, client::Account& account)
    : platform_(platform),
      api_(api),
      account_(account),
      shelf_(platform, account.of_people(),
             [this](NameShelf::Names names) { take_from_store(std::move(names)); }),
      members_(
          platform,
          [this, ask = asking<accounts::ListPeople>(api, "name")](auto const& part, auto heard) {
              ask(part, alive_.guard([this, heard](PeopleSearch::Answer answer) {
                  for (auto const& person : answer.people) learn(person);
                  heard(std::move(answer));
              }));
          }),
      guests_(platform, asking<accounts::ListAccounts>(api, "kind")) {}  // guests come first

// ---- single people

Names::Asked* Names::drawn(PersonId person) {
    auto const at = asked_.find(person.value);
    if (at == asked_.end() || !at->second.found) return nullptr;
    auto& asked = at->second;
    asked.drawn = {platform_.now_us()};
    if (asked.drawn.us - asked.drawn_as_kept.us > a_day_us) keep({person});
    // It is drawn as it was while the server is asked how it is now.
    if (asked.drawn.us - asked.asked.us > a_day_us) ask(person);
    return &asked;
}

accounts::Person const* Names::find(PersonId person) {
    if (auto const* held = account_.shown<accounts::Domain>().find(person)) return held;
    if (person == account_.me().id) return &account_.me();
    auto const* asked = drawn(person);
    return asked ? &asked->row : nullptr;
}

accounts::Person const* Names::whole(PersonId person) {
    auto const* found = find(person);
    auto const asked = asked_.find(person.value);
    bool const is_asked = asked != asked_.end() && found == &asked->second.row;
    return is_asked && !asked->second.whole ? nullptr : found;
}

bool Names::is_online() const { return account_.status().link == client::Link::online; }

bool Names::all_here() const {
    return account_.shown<accounts::Domain>().knows(accounts::directory());
}

std::string Names::of(words::Words const& words, PersonId person) {
    if (auto const* found = find(person)) return found->name;
    auto const asked = asked_.find(person.value);
    if (asked != asked_.end() && asked->second.gone) return words.say("app.deleted-person");
    ask(person);
    return words.say("app.somebody");
}

void Names::want(PersonId person) {
    if (!find(person)) ask(person);
}

void Names::learn(accounts::Person const& person) {
    if (account_.shown<accounts::Domain>().find(person.id)) return;
    auto& asked = asked_[person.id.value];
    asked.row = person;
    asked.found = asked.whole = true;
    asked.gone = false;
    asked.asked = asked.drawn = {platform_.now_us()};
    ++answers_;
    make_room();
}

// Whoever is drawn in one frame is asked for together.
void Names::ask(PersonId person) {
    if (person.is_none() || !ready_ || !is_online()) return;
    auto const known = asked_.find(person.value);
    if (known != asked_.end() && (known->second.under_way || known->second.gone ||
                                  known->second.again_ms > platform_.steady_ms()))
        return;
    if (waiting_.size() == accounts::NamePeople::most || under_way_ == most_requests) return;
    asked_[person.value].under_way = true;
    waiting_.push_back(person);
    if (waiting_.size() == 1) platform_.after(0, alive_.guard([this] { send(); }));
}

void Names::send() {
    auto const people = std::exchange(waiting_, {});
    ++under_way_;
    accounts::NamePeople::Request request;
    for (auto const person : people)
        request.ids += (request.ids.empty() ? "" : ",") + base::to_text(person);
    using Reply = client::Reply<accounts::NamePeople::Response>;
    api_.call<accounts::NamePeople>(
        request, alive_.guard([this, people](Reply const& reply) { heard(people, reply); }));
}

void Names::heard(std::vector<PersonId> const& people,
                  client::Reply<accounts::NamePeople::Response> const& reply) {
    --under_way_;
    ++answers_;
    platform_.wake();
    base::Instant const now{platform_.now_us()};
    for (auto const person : people) {
        auto& asked = asked_[person.value];
        asked.under_way = false;
        if (!reply) {
            asked.again_ms = platform_.steady_ms() + patience_for_names_ms;
            continue;
        }
        auto const& cards = reply.value->people;
        auto const card = std::find_if(cards.begin(), cards.end(),
                                       [&](auto const& each) { return each.id == person; });
        asked.found = card != cards.end();
        asked.gone = !asked.found;
        asked.asked = asked.drawn = now;
        if (asked.gone) continue;
        asked.row.id = card->id;
        asked.row.name = card->name;
        asked.row.avatar = card->avatar;
        asked.row.kind = card->kind;
    }
    if (!reply) return;
    keep(people);
    make_room();
}

// ---- the store

void Names::take_from_store(NameShelf::Names names) {
    ready_ = true;
    ++answers_;
    for (auto& [id, kept] : names) {
        auto& asked = asked_[id];
        if (asked.found) continue;  // heard of meanwhile
        asked.row.id = {id};
        asked.row.name = std::move(kept.name);
        asked.row.avatar = std::move(kept.avatar);
        asked.row.kind = kept.kind;
        asked.found = true;
        asked.asked = kept.asked;
        asked.drawn = asked.drawn_as_kept = kept.drawn;
    }
    make_room();
}

void Names::keep(std::vector<PersonId> const& people) {
    if (account_.status().link == client::Link::ended) return;  // nothing stays here
    std::map<base::Id128, KeptName> kept;
    NameShelf::Changes changes;
    for (auto const person : people) {
        auto& asked = asked_[person.value];
        asked.drawn_as_kept = asked.drawn;
        auto& name = kept[person.value];
        name = {asked.row.name, asked.row.avatar, asked.row.kind, asked.asked, asked.drawn};
        changes.emplace_back(person, asked.found ? &name : nullptr);
    }
    shelf_.keep(changes);
}

// A tenth at a time, so that not each new one has to look for the oldest.
void Names::make_room() {
    if (asked_.size() <= most_kept) return;
    std::vector<std::pair<std::int64_t, base::Id128>> oldest;
    for (auto const& [id, asked] : asked_)
        if (!asked.under_way) oldest.emplace_back(asked.drawn.us, id);
    std::sort(oldest.begin(), oldest.end());
    oldest.resize(std::min(oldest.size(), asked_.size() - most_kept * 9 / 10));
    NameShelf::Changes changes;
    for (auto const& [at, id] : oldest) {
        asked_.erase(id);
        changes.emplace_back(PersonId{id}, nullptr);
    }
    shelf_.keep(changes);
}

// ---- searching

std::vector<accounts::Person const*> Names::at_hand(std::string const& part) {
    std::map<base::Id128, accounts::Person const*> people;
    auto const add = [&](accounts::Person const& person) {
        if (person.id != account_.me().id) people.emplace(person.id.value, &person);
    };
    Sought const sought(part);
    for (auto const& [id, person] :
         account_.shown<accounts::Domain>().table<accounts::Person>().all())
        if (sought.fits(person)) add(person);
    if (!all_here() && !account_.is_guest()) {
        if (is_online()) members_.want(part);
        bool const answers = members_.answers(part);
        for (auto const& person : members_.answer().people) {
            if (answers || sought.fits(person)) add(person);
        }
        if (!answers || members_.answer().failure)
            for (auto const& [id, asked] : asked_)
                if (asked.found && asked.row.kind == accounts::PersonKind::member &&
                    sought.fits(asked.row))
                    add(asked.row);
    }
    std::vector<accounts::Person const*> list;
    for (auto const& [id, person] : people) list.push_back(person);
    return list;
}

Names::Found Names::search(std::string const& part, std::size_t most) {
    Found found{at_hand(part)};
    auto const by_name = [](auto const* a, auto const* b) {
        return base::compare_for_people(a->name, b->name) < 0;
    };
    auto& people = found.people;
    found.more = people.size() > most;
    auto const end = people.begin() + static_cast<std::ptrdiff_t>(std::min(most, people.size()));
    std::partial_sort(people.begin(), end, people.end(), by_name);
    people.erase(end, people.end());
    if (all_here() || account_.is_guest()) return found;
    if (members_.answers(part)) {
        found.more = found.more || members_.answer().more;
        found.failure = members_.answer().failure;
    } else if (is_online()) {
        found.loading = true;
    } else {
        found.failure = client::Failure{};
    }
    return found;
}

std::vector<accounts::Person const*> Names::search_guests(std::string const& part) {
    std::vector<accounts::Person const*> found;
    if (!account_.is_administrator()) return found;
    if (is_online()) guests_.want(part);
    if (!guests_.answers(part)) return found;
    for (auto const& person : guests_.answer().people)
        if (person.kind == accounts::PersonKind::guest) found.push_back(&person);
    return found;
}

void Names::search_anew() {
    members_.forget();
    guests_.forget();
}

std::uint64_t Names::version() const { return searched() + answers_; }

std::uint64_t Names::searched() const {
    return account_.of<accounts::Domain>().version<accounts::Person>() + all_here() +
           members_.version() + guests_.version() + is_online();
}

}  // namespace house
