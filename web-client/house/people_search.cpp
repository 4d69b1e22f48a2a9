#include "web-client/house/people_search.hpp"

#include <utility>

namespace house {
namespace {

constexpr int patience_ms = 5'000;  // then what did not come is asked again, if it is wanted still

}  // namespace

void PeopleSearch::forget() {
    answered_ = false;
    ++version_;
}

void PeopleSearch::want(std::string const& part) {
    wanted_ = part;
    if (!under_way_ && !answers(part)) ask();
}

void PeopleSearch::ask() {
    under_way_ = true;
    ask_(wanted_, alive_.guard([this, part = wanted_](Answer answer) {
        of_ = part;
        heard(std::move(answer));
    }));
}

void PeopleSearch::heard(Answer answer) {
    under_way_ = false;
    answered_ = true;
    // Of a question that failed nothing is known; those who were found before may fit this one.
    if (answer.failure)
        answer_.failure = std::move(answer.failure);
    else
        answer_ = std::move(answer);
    auto const look_again = [this] {
        ++version_;
        platform_.wake();
    };
    look_again();
    if (wanted_ != of_) return ask();
    if (answer_.failure)
        platform_.after(patience_ms, alive_.guard([this, look_again] {
            answered_ = false;
            look_again();
        }));
}

}  // namespace house
