// What one domain has to tell, for those who ask all domains and know none.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/sync/keys.hpp"
#include "server/sync/news.hpp"
#include "shared/news.hpp"
#include "shared/wire/named.hpp"

namespace syncing {

struct Teller {
    struct Question {
        base::Id128 person, client;
        news::Held const* held = nullptr;  // of this domain; none: nothing is held
        bool follows_all = false;          // also what is followed on request, without naming it
    };
    struct Told {
        news::OfDomain news;
        news::Held held;  // what somebody has who was told this
        bool is_news = false;
        std::int64_t answered = 0;
        std::vector<std::string> keys;  // under which they wait for more
    };
    std::string_view domain;
    std::function<Told(Question const&)> tell;
};

// The part of what somebody has that is of this domain.
inline news::Held const* held_of(std::string_view domain, std::vector<news::Held> const& have) {
    for (auto const& held : have)
        if (wire::name_of_held(held) == domain) return &held;
    return nullptr;
}

// What somebody has who had `held` and was then told `news`.
template <class Domain>
world::Held<Domain> after(world::Held<Domain> held, world::News<Domain> const& news) {
    if (held.history != news.history) held = {news.history, {}};
    for (auto const& told : news.spaces) {
        std::erase_if(held.spaces, [&](world::Have const& h) { return h.space == told.space; });
        if (told.kind == world::NewsKind::withheld)
            held.spaces.push_back({told.space, world::Have::withheld, {}});
        else if (told.kind != world::NewsKind::gone)
            held.spaces.push_back({told.space, told.version, told.next});
    }
    return held;
}

template <class Domain>
Teller teller_of(Store<Domain>& store) {
    return {Domain::name, [&store](Teller::Question const& question) {
                world::Held<Domain> held;
                if (question.held)
                    if (auto const* of_this = std::get_if<world::Held<Domain>>(question.held))
                        held = *of_this;
                auto news = syncing::news<Domain>(
                    store, question.person, question.client, held,
                    question.follows_all ? world::Wanted::all() : wanted_in(held));
                auto now = after(std::move(held), news);
                Teller::Told told;
                told.is_news = !news.spaces.empty();
                told.answered = news.answered;
                for (auto const& have : now.spaces)
                    if (have.version != world::Have::withheld)
                        told.keys.push_back(key_of(Domain::name, have.space));
                told.news = std::move(news);
                told.held = std::move(now);
                return told;
            }};
}

}  // namespace syncing
