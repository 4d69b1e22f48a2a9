#include "web-client/house/names.hpp"

#include <algorithm>

#include "shared/base/ascii_domain.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/wire/json.hpp"

namespace house {
namespace {

constexpr int most_names_at_once = 4;                   // what people wait for is not behind names
constexpr std::size_t most_names_kept = 2'000;          // they take some 1 MB
constexpr std::int64_t patience_for_names_ms = 30'000;  // then what did not come is asked again

}  // namespace

accounts::Person const* Names::find(PersonId person) const {
    if (auto const* held = account_.shown<accounts::Domain>().find(person)) return held;
    if (person == account_.me().id) return &account_.me();
    auto const asked = asked_.find(person.value);
    return asked != asked_.end() && asked->second.found ? &asked->second.row : nullptr;
}

bool Names::all_here() const {
    return account_.shown<accounts::Domain>().knows(accounts::directory());
}

std::string Names::of(words::Words const& words, PersonId person) {
    if (auto const* found = find(person)) return found->name;
    if (all_here()) return words.say("app.deleted-person");
    auto const asked = asked_.find(person.value);
    bool const is_known_to_be_gone =
        asked != asked_.end() && !asked->second.under_way && asked->second.again_ms == 0;
    if (is_known_to_be_gone) return words.say("app.deleted-person");
    ask(person);
    return words.say("app.somebody");
}

void Names::ask(PersonId person) {
    if (under_way_ == most_names_at_once || person.is_none() ||
        account_.status().link != client::Link::online)
        return;
    auto const known = asked_.find(person.value);
    if (known != asked_.end() &&
        (known->second.under_way || known->second.again_ms > platform_.steady_ms()))
        return;
    if (known == asked_.end() && asked_.size() >= most_names_kept) asked_.erase(asked_.begin());
    asked_[person.value] = {};
    ++under_way_;
    platform::Request request;
    request.path = std::string(accounts::ListPeople::path) +
                   "?limit=1&filter%5Bid%5D=" + base::to_text(person);
    api_.transfer(std::move(request), alive_.guard([this, person](platform::Answer const& answer) {
        heard(person, answer);
    }));
}

void Names::heard(PersonId person, platform::Answer const& answer) {
    --under_way_;
    ++answers_;
    platform_.wake();
    auto& asked = asked_[person.value];
    asked.under_way = false;
    accounts::ListPeople::Response page;
    bool const understood =
        answer.status == 200 &&
        wire::json::parse(answer.body, page, wire::json::Reading::tolerant).empty();
    if (!understood) {
        asked.again_ms = platform_.steady_ms() + patience_for_names_ms;
        return;
    }
    for (auto& row : page.rows)
        if (row.id == person) {
            asked.row = std::move(row);
            asked.found = true;
        }
}

std::vector<accounts::Person const*> Names::search(std::string const& part, std::size_t most,
                                                   bool& more) const {
    auto const wanted = base::folded(part), address = base::folded(base::email_sought(part));
    auto const fits = [&](accounts::Person const& person) {
        auto const email = base::folded(person.email);
        return wanted.empty() || base::folded(person.name).find(wanted) != std::string::npos ||
               email.find(wanted) != std::string::npos || email.find(address) != std::string::npos;
    };
    std::vector<accounts::Person const*> found;
    for (auto const& [id, person] :
         account_.shown<accounts::Domain>().table<accounts::Person>().all())
        if (id != account_.me().id && fits(person)) found.push_back(&person);
    auto const by_name = [](auto const* a, auto const* b) {
        return base::compare_for_people(a->name, b->name) < 0;
    };
    more = found.size() > most;
    auto const end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::partial_sort(found.begin(), end, found.end(), by_name);
    found.erase(end, found.end());
    return found;
}

std::uint64_t Names::version() const { return searched() + answers_; }

std::uint64_t Names::searched() const {
    return account_.of<accounts::Domain>().version<accounts::Person>() + all_here();
}

}  // namespace house
