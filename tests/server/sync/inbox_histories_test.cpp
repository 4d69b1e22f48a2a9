// Histories of what follows in another domain, over PostgreSQL: commands that are lost, doubled and
// killed between any two statements, senders and servers at the same moment, connections that are
// cut whenever it hurts. At the end each message was carried out once, in the order of its stream.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "server/accounts/store.hpp"
#include "tests/server/sync/inbox_stage.hpp"
#include "tests/server/sync/killed_store.hpp"
#include "tests/simulation/rules.hpp"

namespace inbox_histories_test {
namespace {

using inbox_test::Note;
using inbox_test::Transaction;
using simulation::Dice;
using Accounts = inbox_test::PlaceOf<accounts::Domain>;

std::vector<std::string> const streams{"a", "b", "c"};

// KONTOR_SEED plays one again.
std::vector<std::uint64_t> seeds(std::uint64_t usual, std::uint64_t in_long) {
    if (auto const* asked = std::getenv("KONTOR_SEED")) return {std::strtoull(asked, nullptr, 10)};
    std::vector<std::uint64_t> list;
    auto const most = std::getenv("TEST_LONG") == nullptr ? usual : in_long;
    for (std::uint64_t seed = 1; seed <= most; ++seed) list.push_back(seed);
    return list;
}

// Tells the inbox of accounts, and writes down that it did, in one transaction. Whoever tells a
// stream holds it until the end, so that what is written down stands in the order of the commits.
void tell(Transaction& t, std::string const& stream, std::string const& text) {
    syncing::tell(t, "accounts", stream, Note{stream + ":" + text});
    database::run(t, "insert into sent (text) values ($1)", stream + ":" + text);
}
void cut(Transaction& t) { database::run(t, "select pg_terminate_backend(pg_backend_pid())"); }

struct Stage : inbox_test::Stage {
    Stage() {
        auto const connection = database::open(base.owner_url());
        pqxx::nontransaction owner(*connection);
        owner.exec("create table sent (id bigint generated always as identity, text text)");
        owner.exec("grant all on sent to kontor_app");
    }
    // Takes what still lies there; then each was carried out once, in order.
    void check_end() {
        Accounts last(base.url());
        for (auto const& stream : streams) {
            last.take_all(stream);
            std::string sent;
            for (auto const& row :
                 last.sql("select text from sent where text like '" + stream + ":%' order by id"))
                sent += row[0].as<std::string>() + " ";
            CHECK(last.said(stream) == sent);
        }
        CHECK(last.lying() == 0);
        CHECK(last.sql("select 1 from accounts.inbox_sent as s left join accounts.inbox_taken as t "
                       "using (stream) where s.number is distinct from t.number")
                  .empty());
        CHECK(last.sql("select 1 from sent").size() == last.sql("select 1 from heard").size());
    }
};

// A server that takes from the inbox, and dies now and then.
class Deliverer {
public:
    explicit Deliverer(std::string const& url) : place_(url) {}

    void step(Dice& dice) {
        auto const& stream = described::any_of(streams, dice);
        fate_ = static_cast<Fate>(std::min(dice.roll(5), 2));
        place_.before_the_end = [this](Transaction& t, std::string const&) {
            auto const fate = std::exchange(fate_, Fate::lives);
            if (fate == Fate::dies) throw support::Killed();
            if (fate == Fate::is_cut) cut(t);
        };
        try {
            if (dice.roll(3) != 0) {
                place_.inbox.take_next(stream);
            } else {
                // It was done, and ended before that was noted: so it is done once more.
                for (int time = 0; time < 2; ++time)
                    place_.inbox.handler().work({{1, 1}, stream, 1});
            }
        } catch (support::Killed const&) {
            ++deaths;
        } catch (database::Unavailable const&) {
            ++deaths;
        } catch (std::exception const& error) {
            failed_ = error.what();
        }
    }
    // Nothing is wrong with what was told, or with its order.
    void check_well() const {
        CHECK(failed_ == "");
        CHECK(place_.reported.empty());
    }
    int deaths = 0;

private:
    enum class Fate { dies, is_cut, lives };
    Accounts place_;
    Fate fate_ = Fate::lives;
    std::string failed_;
};

TEST_CASE("what follows of commands that are lost, doubled and killed is carried out once") {
    int kills = 0, deaths = 0;
    std::size_t followed = 0;
    for (auto const seed : seeds(2, 40)) {
        INFO("KONTOR_SEED=" << seed);
        Stage stage;
        std::array<Deliverer, 2> servers{Deliverer(stage.base.url()), Deliverer(stage.base.url())};
        support::Killer killer;
        killed::Store<messaging::Domain> store(
            stage.one.pool, killer, [](Transaction& t, messaging::Command const& command) {
                auto const* post = std::get_if<messaging::Post>(&command);
                auto const text = post ? base::to_text(post->message) : "another";
                tell(t, post ? "ab"[text.back() % 2] == 'a' ? "a" : "b" : "c", text);
            });
        simulation::Run<messaging::Domain> run(seed, store, killer, [&](Dice& dice) {
            for (int i = 0; i < 8; ++i) servers[static_cast<std::size_t>(dice.roll(2))].step(dice);
        });
        run.play(300);
        stage.check_end();
        // Each message that was taken from anybody was heard of once, and no other one.
        CHECK(stage.one
                  .sql("select 1 from messaging.message as m where (select count(*) from heard "
                       "where text like '%:' || m.id) <> 1")
                  .empty());
        CHECK(stage.one.sql("select 1 from heard where text !~ ':another'").size() ==
              stage.one.sql("select 1 from messaging.message").size());
        kills += run.counts.kills;
        followed += stage.one.sql("select 1 from heard").size();
        for (auto const& server : servers) {
            deaths += server.deaths;
            server.check_well();
        }
    }
    CHECK(kills > 0);
    CHECK(deaths > 0);
    CHECK(followed > 20);
    MESSAGE(followed << " messages, " << kills << " kills of senders, " << deaths
                     << " of who carries out");
}

// Tells several streams at once, or thinks better of it, or is cut off.
void send_one(Accounts& place, Dice& dice, std::string const& text) {
    int fate = dice.roll(6);
    auto const first = static_cast<std::size_t>(dice.roll(3)), count = first + 1;
    auto const begin = static_cast<std::size_t>(dice.roll(static_cast<int>(count)));
    place.write([&](Transaction& t) {
        // In the order of their names, as whoever locks does.
        for (auto i = begin; i < count; ++i) tell(t, streams[i], text);
        auto const now = std::exchange(fate, 5);
        if (now == 0) throw support::Killed();
        if (now == 1) cut(t);
    });
}

// Cuts the connections of others, at any moment.
class Saboteur {
public:
    explicit Saboteur(std::string const& owner_url, std::uint64_t seed)
        : connection_(database::open(owner_url)) {
        dice_.random.seed(seed);
    }
    void step() {
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + dice_.roll(40)));
        pqxx::nontransaction owner(*connection_);
        auto const others = owner.exec(
            "select pid from pg_stat_activity where datname = current_database() and pid <> "
            "pg_backend_pid() and backend_type = 'client backend' order by pid");
        if (others.empty()) return;
        std::vector<std::string> pids;
        for (auto const& row : others) pids.push_back(row[0].as<std::string>());
        owner.exec("select pg_terminate_backend(" + described::any_of(pids, dice_) + ")");
        ++cuts;
    }
    int cuts = 0;

private:
    decltype(database::open("")) connection_;
    Dice dice_;
};

TEST_CASE("senders, servers and cut connections at the same moment: each is carried out once") {
    int deaths = 0, cuts = 0;
    for (auto const seed : seeds(3, 60)) {
        INFO("KONTOR_SEED=" << seed);
        Stage stage;
        std::atomic<int> sending = 3;
        std::vector<std::thread> threads;
        std::array<Deliverer, 3> servers{Deliverer(stage.base.url()), Deliverer(stage.base.url()),
                                         Deliverer(stage.base.url())};
        for (std::uint64_t who = 0; who < 3; ++who)
            threads.emplace_back([&, who] {
                Accounts place(stage.base.url());
                Dice dice;
                dice.random.seed(seed * 100 + who);
                for (int i = 0; i < 60; ++i) {
                    try {
                        send_one(place, dice, std::to_string(who) + "-" + std::to_string(i));
                    } catch (std::runtime_error const&) {
                        // It was killed, or there was no connection for too long.
                    }
                }
                --sending;
            });
        for (std::uint64_t which = 0; which < servers.size(); ++which)
            threads.emplace_back([&, which] {
                Dice dice;
                dice.random.seed(seed * 100 + 10 + which);
                while (sending > 0) servers[which].step(dice);
            });
        Saboteur saboteur(stage.base.owner_url(), seed * 100 + 20);
        while (sending > 0) saboteur.step();
        for (auto& thread : threads) thread.join();
        stage.check_end();
        cuts += saboteur.cuts;
        for (auto const& server : servers) {
            deaths += server.deaths;
            server.check_well();
        }
    }
    CHECK(deaths > 0);
    CHECK(cuts > 0);
    MESSAGE(deaths << " deaths, " << cuts << " connections cut");
}

}  // namespace
}  // namespace inbox_histories_test
