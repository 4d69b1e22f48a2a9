// Servers that share a database are killed while domains tell one another that people leave, and
// what is stored of whom: what was told is carried out once, in its order, and nothing is left.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "server/house/stored.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace inbox_kills_test {
namespace {

using namespace std::chrono_literals;

struct Length {
    int leavers, rounds;
};
Length length() { return std::getenv("TEST_LONG") == nullptr ? Length{6, 6} : Length{40, 100}; }

// KONTOR_SEED plays the same moments again, as far as the machine lets it.
std::uint64_t seed() {
    auto const* asked = std::getenv("KONTOR_SEED");
    return asked ? std::strtoull(asked, nullptr, 10) : std::random_device()();
}

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

// What PostgreSQL itself saw: each message that was put into an inbox, each number that was noted
// as carried out, and each row that carrying it out wrote, with the transaction that did it.
constexpr auto journal = R"(
create schema journal;
create table journal.event (id bigint generated always as identity, xid xid8 default
    pg_current_xact_id(), what text, domain text, stream text, number bigint, message text);
create function journal.sent() returns trigger language plpgsql security definer as $$ begin
    insert into journal.event (what, domain, stream, number, message) values
        ('sent', tg_table_schema, new.stream, new.number, new.message);
    return null; end $$;
create function journal.taken() returns trigger language plpgsql security definer as $$ begin
    insert into journal.event (what, domain, stream, number) values
        ('taken', tg_table_schema, new.stream, new.number);
    return null; end $$;
create function journal.stored() returns trigger language plpgsql security definer as $$ begin
    insert into journal.event (what, domain, stream, message) values
        ('stored', new.domain, new.person, new.bytes);
    return null; end $$;
create function journal.answered() returns trigger language plpgsql security definer as $$ begin
    insert into journal.event (what, domain, stream) values ('answered', new.domain, new.person);
    return null; end $$;
create trigger sent after insert on accounts.inbox for each row execute function journal.sent();
create trigger sent after insert on messaging.inbox for each row execute function journal.sent();
create trigger taken after update on accounts.inbox_taken for each row
    execute function journal.taken();
create trigger taken after update on messaging.inbox_taken for each row
    execute function journal.taken();
create trigger stored after insert or update on accounts.stored_in for each row
    execute function journal.stored();
create trigger answered after update on accounts.departure for each row when (new.answered)
    execute function journal.answered();
)";

// Whoever stays, those who leave, and the database that all of them are in.
struct Office {
    support::TemporaryFolder folders[2];
    std::array<std::vector<std::string>, 2> environment;
    std::shared_ptr<support::Throwaway> base;
    scene::Peer boss{0};
    base::Id<messaging::Channel> channel{server::fresh_id()};
    std::vector<scene::Peer> leavers;

    explicit Office(int count) {
        scene::Server server;
        base = server.database();
        sql(journal);  // before anything is told
        for (std::size_t i = 0; i < environment.size(); ++i) {
            environment[i] = scene::on_database_of(server, folders[i]);
            environment[i].push_back("KONTOR_RATE_LIMITS=0");
        }
        boss = server.administrator("boss");
        must(boss.send(
            messaging::CreateChannel{channel, {server::fresh_id()}, boss.person, "All", ""}));
        for (int i = 0; i < count; ++i) {
            auto leaver = server.registered("leaver" + std::to_string(i));
            base::Id<messaging::Channel> const own{server::fresh_id()};
            must(leaver.send(
                messaging::CreateChannel{own, {server::fresh_id()}, leaver.person, "Own", ""}));
            must(boss.send(messaging::Invite{channel, {server::fresh_id()}, leaver.person}));
            for (auto const& where : {own, channel})
                must(leaver.send(messaging::Post{where, {server::fresh_id()}, "said by a leaver"}));
            leavers.push_back(std::move(leaver));
        }
    }
    static void must(world::Answer const& answer) {
        REQUIRE(answer.outcome == world::Outcome::accepted);
    }
    // As the one that owns the tables.
    pqxx::result sql(std::string const& statements) const {
        auto const connection = database::open(base->owner_url());
        pqxx::work work(*connection);
        auto result = work.exec(statements);
        work.commit();
        return result;
    }
    std::size_t rows(std::string const& from) const { return sql("select 1 from " + from).size(); }
    std::string text(std::string const& query) const {
        auto const field = sql(query).at(0)[0];
        return field.is_null() ? "" : field.as<std::string>();
    }
};

// Two servers, as processes, and who kills them.
class Killed {
public:
    Killed(Office& office, std::uint64_t seed) : office_(office), chance_(seed) {
        for (std::size_t i = 0; i < servers_.size(); ++i) start(i);
    }
    std::uint16_t port(std::size_t which) const { return ports_[which % ports_.size()]; }

    // One of them, or both at once, at any moment; and then anew.
    void round() {
        std::this_thread::sleep_for(std::chrono::milliseconds(chance_() % 300));
        auto const first = chance_() % 2;
        bool const both = chance_() % 3 == 0;
        kill(first);
        if (both) kill(1 - first);
        // What a killed server had begun is taken over within seconds. Sometimes it is at once, and
        // so is what the other server does at this moment, as if that hung: it may bear that, too.
        if (chance_() % 2 == 0)
            office_.sql(
                "update jobs.job set due = jobs.now_us(), attempts = 1 where state = 'running'");
        start(first);
        if (both) start(1 - first);
    }
    int kills() const { return kills_; }

private:
    void kill(std::size_t which) {
        servers_[which]->end(SIGKILL);
        ++kills_;
    }
    void start(std::size_t which) {
        servers_[which].emplace(office_.folders[which], office_.environment[which]);
        ports_[which] = servers_[which]->port();
    }

    Office& office_;
    std::array<std::optional<scene::Process>, 2> servers_;
    std::array<std::atomic<std::uint16_t>, 2> ports_{};
    std::minstd_rand chance_;
    int kills_ = 0;
};

// Has people deleted, says something and tells what is stored, all the time, by whichever server
// answers. What is not answered is asked for once more, or is for the next time.
class Traffic {
public:
    Traffic(Office& office, Killed const& servers)
        : office_(office), servers_(servers), thread_([this] { run(); }) {}
    ~Traffic() { end(); }
    void end() {
        ends_ = true;
        if (thread_.joinable()) thread_.join();
    }
    // So many may leave by now, so that somebody does at each kill.
    void let_leave(int many) { may_leave_ = static_cast<std::size_t>(many); }
    bool all_are_asked_for() const { return asked_ == office_.leavers.size(); }

private:
    void run() {
        database::Pool pool({office_.base->url()});
        for (std::size_t turn = 0; !ends_; ++turn) {
            try {
                say(turn);
                server::tell_stored(pool, "messaging", "accounts");
                if (asked_ < may_leave_) have_deleted(turn);
            } catch (std::runtime_error const&) {
                std::this_thread::sleep_for(5ms);  // that one was killed
            }
        }
    }
    scene::Peer boss_at(std::size_t turn) const {
        scene::Peer same(servers_.port(turn));
        same.token = office_.boss.token;
        same.person = office_.boss.person;
        return same;
    }
    void say(std::size_t turn) const {
        boss_at(turn).send_numbered(
            1, messaging::Post{office_.channel, {server::fresh_id()}, "said by who stays"});
    }
    void have_deleted(std::size_t turn) {
        auto const& person = office_.leavers[asked_].person;
        auto const answer =
            boss_at(turn).ask<accounts::DeletePerson>({person, {scene::password}, true});
        if (answer.status() / 100 == 2 || answer.rule() == "person-unknown") ++asked_;
    }

    Office& office_;
    Killed const& servers_;
    std::atomic<std::size_t> asked_ = 0, may_leave_ = 0;
    std::atomic<bool> ends_ = false;
    std::thread thread_;
};

void check_journal(Office const& office) {
    // Numbers were given, and noted as carried out, from the first to the last, each once.
    std::string const streams =
        "select domain, stream, string_agg(number::text, ' ' order by id) as numbers from "
        "journal.event where what = '";
    auto const dense =
        "select domain, stream, string_agg(n::text, ' ' order by n) as numbers from (select "
        "domain, "
        "stream, generate_series(1, count(*)) as n from journal.event where what = 'sent' group by "
        "1, 2) as counted group by 1, 2";
    for (std::string const what : {"sent", "taken"}) {
        CAPTURE(what);
        auto const list = streams + what + "' group by 1, 2";
        CHECK(office.sql(list + " except " + dense).empty());
        CHECK(office.sql(std::string(dense) + " except " + list).empty());
    }
    CHECK(office.sql(streams + "taken' group by 1, 2").size() == 3);
    // What was carried out was noted in the same transaction, and nothing twice in one.
    std::string const effects = "journal.event as e where what in ('stored', 'answered')";
    CHECK(office.rows(effects + " and (select count(*) from journal.event as t where t.xid = e.xid "
                                "and t.what = 'taken' and t.domain = 'accounts') <> 1") == 0);
    CHECK(office
              .sql("select 1 from " + effects +
                   " group by xid, what, domain, stream having "
                   "count(*) > 1")
              .empty());
    // Of whoever stays all that was told was noted, in that order.
    auto const boss = office.boss.person.value;
    auto const told = office.text(
        "select string_agg(bytes[1], ' ' order by number) from (select number, "
        "regexp_match(message, '\"person\":\"" +
        base::to_text(boss) +
        "\",\"bytes\":(\\d+)') as bytes from journal.event where what = 'sent' and domain = "
        "'accounts' and stream = 'messaging') as e");
    CHECK(told == office.text("select string_agg(message, ' ' order by id) from journal.event "
                              "where what = 'stored' and domain = 'messaging' and stream = " +
                              in_quotes(boss)));
    CHECK(office.rows("journal.event where what = 'stored'") > 10);
    // Each domain has answered of each who left; the answer came before the person was gone.
    CHECK(office.rows("(select domain, stream from journal.event where what = 'answered' group by "
                      "1, 2) as e") == 2 * office.leavers.size());
}

// Where something of those who left stands, beside that something of these numbers changed.
std::string left_of_leavers(Office const& office) {
    std::string left;
    for (auto const& row : office.sql(
             "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in "
             "('pg_catalog', 'information_schema', 'journal') and tablename not in ('log', "
             "'space') order by 1")) {
        auto const table = row[0].as<std::string>();
        std::string any = "r::text like '%leaver%'";
        for (auto const& leaver : office.leavers)
            any += " or r::text like '%" + base::to_text(leaver.person) + "%'";
        if (office.rows(table + " as r where " + any) > 0) left += table + "\n";
    }
    return left;
}

TEST_CASE("servers that are killed while domains tell one another carry out each word once") {
    auto const [leavers, rounds] = length();
    auto const chance = seed();
    MESSAGE("KONTOR_SEED=" << chance);
    Office office(leavers);
    Killed servers(office, chance);
    {
        Traffic traffic(office, servers);
        for (int round = 0; round < rounds; ++round) {
            traffic.let_leave((round + 1) * leavers / rounds);
            servers.round();
        }
        CHECK(http_test::eventually([&] { return traffic.all_are_asked_for(); }));
    }
    CHECK(http_test::eventually(
        [&] { return office.rows("accounts.person where name like 'leaver%'") == 0; }));
    CHECK(http_test::eventually(
        [&] { return office.rows("jobs.job where state in ('waiting', 'running')") == 0; }));
    CHECK(office.rows("jobs.job where state = 'dead'") == 0);
    CHECK(office.rows("accounts.inbox") == 0);
    CHECK(office.rows("messaging.inbox") == 0);
    check_journal(office);
    CHECK(left_of_leavers(office) == "");
    MESSAGE(servers.kills() << " kills, " << office.rows("journal.event where what = 'sent'")
                            << " messages");
}

TEST_CASE("the last message of a stream waits for seconds when the server that took it is killed") {
    Office const office(1);
    std::optional<scene::Process> first, second;
    std::size_t heir = 0;
    // Whoever takes the message waits here, in the middle of its job.
    auto const connection = database::open(office.base->owner_url());
    auto held = std::make_unique<pqxx::work>(*connection);
    held->exec(
        "insert into messaging.inbox_taken (stream) values ('accounts') on conflict do nothing");
    held->commit();
    held = std::make_unique<pqxx::work>(*connection);
    held->exec("select 1 from messaging.inbox_taken where stream = 'accounts' for update");

    first.emplace(office.folders[0], office.environment[0]);
    scene::Peer boss(first->port());
    boss.token = office.boss.token;
    auto const& leaver = office.leavers[0].person;
    REQUIRE(boss.ask<accounts::DeletePerson>({leaver, {scene::password}, true}).status() / 100 ==
            2);
    std::string const taken = "jobs.job where kind = 'inbox:messaging' and state = 'running'";
    REQUIRE(http_test::eventually([&] { return office.rows(taken) == 1; }));
    SUBCASE("and another one shares the database") {
        heir = 1;
        second.emplace(office.folders[1], office.environment[1]);
    }
    SUBCASE("and is started again") {}
    first->end(SIGKILL);
    CHECK(office.rows(taken + " and holder is not null and due > jobs.now_us() + 300000000") == 1);
    held.reset();
    auto const killed = std::chrono::steady_clock::now();
    if (heir == 0) second.emplace(office.folders[0], office.environment[0]);
    CHECK(http_test::eventually(
        [&] { return office.rows("accounts.person where id = " + in_quotes(leaver.value)) == 0; }));
    CHECK(std::chrono::steady_clock::now() - killed < 40s);
    CHECK(office.rows("messaging.inbox") == 0);
}

}  // namespace
}  // namespace inbox_kills_test
