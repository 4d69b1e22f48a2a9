// Several clients and one server, with everything between them going wrong: messages lost, doubled,
// late and out of order, the server killed between any two statements, clients restarted from disk,
// the log cut short. At the end, when all has been quiet for a while, everybody must have the same
// world, and every command must have been answered exactly once. One number makes one history.
#pragma once

#include <algorithm>
#include <deque>
#include <random>
#include <stdexcept>

#include "server/sync/news.hpp"
#include "server/sync/take.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/optimistic.hpp"
#include "tests/domains/described.hpp"
#include "tests/support/memory_store.hpp"

namespace simulation {

using described::Dice;
using described::People;

struct Counts {
    int commands = 0, accepted = 0, refused = 0, doubled = 0, lost = 0, kills = 0, restarts = 0,
        pages = 0, gone = 0, snapshots = 0;
};

// Who asks, and what they might do now; domains of the tests' own say it here.
template <class Domain>
struct Rules : described::Tests<Domain> {};

template <class Domain>
class Client {
public:
    using Kept = world::Kept<Domain>;
    using Command = typename Domain::Command;

    Client(base::Id128 person, base::Id128 identity) : person_(person), identity_(identity) {
        open();
    }

    // What is on disk survives a restart; what is only in memory does not.
    void restart() {
        open();
        std::vector<Kept> rows;
        for (auto const& [key, kept] : kept_) rows.push_back(kept);
        auto always = versions_;
        std::erase_if(
            always, [](auto const& each) { return world::is_on_request<Domain>(each.first.kind); });
        mind_->restore(rows, always, answered_);
        for (auto const& sent : outbox_)
            if (sent.number > answered_)
                mind_->submit(static_cast<std::uint64_t>(sent.number), sent.command, {},
                              sent.number);
    }

    // Opens one of the spaces that are followed on request, or closes it.
    void open_or_close(Dice& dice) {
        auto const& wished = mind_->wished();
        if (!wished.empty() && dice.roll(3) == 0) {
            auto const space =
                *std::next(wished.begin(), dice.roll(static_cast<int>(wished.size())));
            return mind_->leave(space);
        }
        if (mind_->on_offer().empty()) return;
        auto const space = described::any_of(mind_->on_offer(), dice);
        auto const version = versions_.find(space);
        if (version == versions_.end()) return mind_->follow(space);
        std::vector<Kept> rows;
        for (auto const& [key, kept] : on_request_[space]) rows.push_back(kept);
        mind_->follow(space, rows, version->second);
    }

    // A person acts only where the program lets them: what is refused at once is never sent.
    bool want(Command command) {
        auto const verdict = mind_->judge(command);
        if (std::holds_alternative<base::Refusal>(verdict)) return false;
        ++last_number_;
        outbox_.push_back({last_number_, command});
        mind_->submit(static_cast<std::uint64_t>(last_number_), std::move(command), {},
                      last_number_);
        return true;
    }

    void hear(world::Answer const& answer) {
        auto const at = std::find_if(outbox_.begin(), outbox_.end(),
                                     [&](auto const& s) { return s.number == answer.number; });
        if (answer.outcome == world::Outcome::forked)
            throw std::logic_error("a number was used twice");
        if (at == outbox_.end() || answer.outcome == world::Outcome::gap) return;
        if (answer.outcome == world::Outcome::refused) {
            tray_.push_back(*at);
            mind_->drop(static_cast<std::uint64_t>(answer.number));
        }
        outbox_.erase(at);
        ++answers_heard_;
    }

    void hear(world::News<Domain> const& news, Counts& counts) {
        history_ = news.history;
        auto const confirmed = mind_->receive(news);
        for (auto const& space : news.spaces) {
            counts.gone += space.kind == world::NewsKind::gone;
            counts.snapshots += space.kind == world::NewsKind::snapshot;
            counts.pages += !space.next.empty();
        }
        answered_ = mind_->answered();
        auto const keep = [](auto const& changed, std::map<world::RowKey, Kept>& disk) {
            for (auto const& [key, kept] : changed)
                if (kept)
                    disk.insert_or_assign(key, *kept);
                else
                    disk.erase(key);
        };
        keep(confirmed.rows, kept_);
        for (auto const& [space, changed] : confirmed.on_request) keep(changed, on_request_[space]);
        for (auto const& [space, version] : confirmed.versions) versions_[space] = version;
        for (auto const& space : confirmed.gone) {
            versions_.erase(space);
            on_request_.erase(space);
        }
        if (!confirmed.rights) return;
        auto const is_barred = [&](auto const& each) {
            return world::is_on_request<Domain>(each.first.kind) && !mind_->may_see(each.first);
        };
        std::erase_if(on_request_, is_barred);
        std::erase_if(versions_, is_barred);
    }

    base::Id128 person() const { return person_; }
    base::Id128 identity() const { return identity_; }
    world::Held<Domain> held() const { return {history_, mind_->have()}; }
    std::vector<world::Sent<Domain>> const& outbox() const { return outbox_; }
    std::size_t refused() const { return tray_.size(); }
    std::int64_t asked() const { return last_number_; }
    std::int64_t answers_heard() const { return answers_heard_; }
    world::Optimistic<Domain> const& mind() const { return *mind_; }
    world::Wanted wanted() const {
        return world::Wanted({mind_->wished().begin(), mind_->wished().end()});
    }

private:
    void open() {
        mind_ = std::make_unique<world::Optimistic<Domain>>(
            [person = person_](Command const&) { return Rules<Domain>::context(person); });
    }

    base::Id128 person_, identity_;
    std::unique_ptr<world::Optimistic<Domain>> mind_;
    // disk
    base::Id128 history_;
    std::vector<world::Sent<Domain>> outbox_, tray_;
    std::map<world::RowKey, Kept> kept_;
    std::map<world::Space, std::map<world::RowKey, Kept>> on_request_;
    std::map<world::Space, std::int64_t> versions_;
    std::int64_t last_number_ = 0, answered_ = 0, answers_heard_ = 0;
};

template <class Domain>
class Run {
public:
    Run(std::uint64_t seed, syncing::Store<Domain>& store, support::Killer& killer,
        std::function<void(Dice&)> disturb)
        : store_(store), killer_(killer), disturb_(std::move(disturb)) {
        dice_.random.seed(seed);
        for (int i = 0; i < 3; ++i) people_.push_back(dice_.id());
        for (auto const& person : people_) clients_.emplace_back(person, dice_.id());
        clients_.emplace_back(people_[0], dice_.id());  // one person with two devices
        limits_.page_rows = 3;
        limits_.most_entries = 12;
    }

    std::vector<base::Id128> const& people() const { return people_; }
    Dice& dice() { return dice_; }

    void play(int steps) {
        for (int step = 0; step < steps; ++step) {
            auto& client =
                clients_[static_cast<std::size_t>(dice_.roll(static_cast<int>(clients_.size())))];
            switch (dice_.roll(10)) {
                case 0:
                case 1:
                case 2:
                    act(client);
                    break;
                case 3:
                    send(client);
                    break;
                case 4:
                    ask(client);
                    break;
                case 5:
                case 6:
                    deliver();
                    break;
                case 7:
                    disturb(client);
                    break;
                case 8:
                    client.open_or_close(dice_);
                    break;
                default:
                    disturb_(dice_);
                    break;
            }
        }
        settle();
    }

    std::vector<Client<Domain>> const& clients() const { return clients_; }
    Counts counts;

private:
    // Something on its way; it happens when it arrives.
    using Parcel = std::function<void()>;

    void act(Client<Domain>& client) {
        auto const command =
            Rules<Domain>::next(client.mind().shown(), client.person(), people_, dice_);
        if (command) counts.commands += client.want(*command);
    }
    void send(Client<Domain>& client) {
        auto const batch = client.outbox();
        post([this, &client, batch] {
            for (auto const& sent : batch) {
                auto const answer = server_takes(client, sent);
                if (!answer) return;
                post([&client, answer = *answer] { client.hear(answer); });
            }
        });
    }
    void ask(Client<Domain>& client) {
        auto const have = client.held();
        post([this, &client, have] {
            auto const news = syncing::news<Domain>(store_, client.person(), client.identity(),
                                                    have, syncing::wanted_in(have), limits_);
            post([this, &client, news] { client.hear(news, counts); });
        });
    }
    std::optional<world::Answer> server_takes(Client<Domain>& client,
                                              world::Sent<Domain> const& sent) {
        try {
            auto const known = Rules<Domain>::context(client.person());
            return syncing::take<Domain>(store_, {client.person(), known.administrator},
                                         client.identity(), sent, wire::json::text(sent.command),
                                         {known.actor,
                                          known.administrator,
                                          [this] { return tick(); },
                                          known.facts,
                                          {}})
                .answer;
        } catch (support::Killed const&) {
            ++counts.kills;
            return std::nullopt;
        }
    }
    base::Instant tick() { return {++now_us_}; }
    void post(Parcel parcel) {
        if (calm_) return parcels_.push_back(std::move(parcel));
        if (dice_.roll(8) == 0) {
            ++counts.lost;
            return;
        }
        if (dice_.roll(8) == 0) {
            ++counts.doubled;
            parcels_.push_back(parcel);
        }
        parcels_.push_back(std::move(parcel));
    }
    void deliver() {
        if (parcels_.empty()) return;
        auto const at = parcels_.begin() + dice_.roll(static_cast<int>(parcels_.size()));
        auto const parcel = std::move(*at);
        parcels_.erase(at);
        parcel();
    }
    void disturb(Client<Domain>& client) {
        if (dice_.roll(2) == 0) {
            client.restart();
            ++counts.restarts;
        } else {
            killer_.left = 1 + dice_.roll(14);
        }
    }
    // Everything still on its way arrives, and then each client asks until nothing is new.
    void settle() {
        killer_.left = 0;
        while (!parcels_.empty()) deliver();
        calm_ = true;
        for (int round = 0; round < 200; ++round) {
            for (auto& client : clients_) {
                send(client);
                ask(client);
            }
            while (!parcels_.empty()) {
                auto const parcel = std::move(parcels_.front());
                parcels_.pop_front();
                parcel();
            }
        }
    }

    Dice dice_;
    syncing::Store<Domain>& store_;
    support::Killer& killer_;
    std::function<void(Dice&)> disturb_;
    std::vector<base::Id128> people_;
    std::vector<Client<Domain>> clients_;
    std::deque<Parcel> parcels_;
    syncing::NewsLimits limits_;
    std::int64_t now_us_ = 0;
    bool calm_ = false;
};

}  // namespace simulation
