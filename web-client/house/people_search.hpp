// Whoever the server finds by a part of a name or an e-mail, as far as it has answered by now: for
// lists that follow what somebody types. One question is under way at a time, and then the newest
// is asked.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/domains.hpp"
#include "web-client/platform/alive.hpp"
#include "web-client/sync/api.hpp"

namespace house {

class PeopleSearch {
public:
    struct Answer {
        std::vector<accounts::Person> people;  // in the order of their names
        bool more = false;                     // there are others
        std::optional<client::Failure> failure{};
    };
    using Ask = std::function<void(std::string const& part, std::function<void(Answer)> heard)>;

    PeopleSearch(platform::Platform& platform, Ask ask)
        : platform_(platform), ask_(std::move(ask)) {}

    // What was answered before may have changed since.
    void forget();
    // To be called for as long as the answer is of interest.
    void want(std::string const& part);
    // Whether the answer that is here is to that part.
    bool answers(std::string const& part) const { return answered_ && part == of_; }
    Answer const& answer() const { return answer_; }
    std::uint64_t version() const { return version_; }

private:
    void ask();
    void heard(Answer answer);

    platform::Platform& platform_;
    Ask ask_;
    std::string wanted_, of_;
    Answer answer_;
    bool answered_ = false, under_way_ = false;
    std::uint64_t version_ = 0;
    platform::Alive alive_;
};

}  // namespace house
