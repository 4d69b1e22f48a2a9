#include "server/accounts/store.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "server/accounts/acting.hpp"
#include "server/accounts/keys/kept_keys.hpp"
#include "server/accounts/keys/refresh_tokens.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "server/sync/news.hpp"
#include "tests/support/throwaway.hpp"

namespace store_test {
namespace {

using accounts::Presented;

base::Instant const noon{1'795'000'000'000'000};
base::Instant seconds_after(base::Instant instant, std::int64_t s) {
    return {instant.us + s * 1'000'000};
}

syncing::Clock at(base::Instant instant) {
    return [instant] { return instant; };
}

auto const tells_nobody = [](pqxx::transaction_base&, accounts::PersonId) {};

struct Stored {
    Stored() { REQUIRE(accounts::register_person(store, new_person)); }
    static database::PoolOptions options(std::string const& url) {
        database::PoolOptions options;
        options.url = url;
        return options;
    }
    static accounts::NewPerson new_person_of(accounts::RefreshTokens const& tokens,
                                             std::string& token) {
        accounts::NewPerson made;
        made.person = {{server::fresh_id()}, "Анна", "anna@example.org", false, noon};
        made.password_hash = "a hash";
        made.session = {{server::fresh_id()}, made.person.id, "a test", "::1", noon, noon};
        token = tokens.make(made.session.id);
        made.refresh_hash = accounts::RefreshTokens::hash_of(token);
        return made;
    }
    Presented presented(std::string const& which) const {
        auto const read = tokens.read(which);
        REQUIRE(read);
        return {read->session, read->hash, "::2",
                "::", [this, read](std::int64_t turn) { return tokens.successors(*read, turn); }};
    }
    // Somebody waits for a lock, which others hold.
    bool waits_for_a_lock() {
        for (int i = 0; i < 2'000; ++i) {
            auto const waits = database::with_transaction(
                pool, database::Isolation::read_committed, [](pqxx::transaction_base& t) {
                    return !database::run(t,
                                          "select 1 from pg_stat_activity where datname = "
                                          "current_database() and wait_event_type = 'Lock'")
                                .empty();
                });
            if (waits) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    }
    bool is_signed_in() {
        return accounts::identify(pool, {new_person.person.id, new_person.session.id}).has_value();
    }

    support::Throwaway database{support::Throwaway::Start::migrated};
    database::Pool pool{options(database.url())};
    accounts::Store store{pool};
    accounts::RefreshTokens tokens{{server::random_bytes(32)}};
    std::string token;
    accounts::NewPerson new_person = new_person_of(tokens, token);
};

// In whatever order PostgreSQL takes the rows of one statement.
TEST_CASE("rows of one command hand on what is unique as they would one after the other") {
    Stored stored;
    std::vector<accounts::Person> people;
    for (int i = 0; i < 40; ++i)
        people.push_back({{server::fresh_id()},
                          "Nr " + std::to_string(i),
                          "nr" + std::to_string(i) + "@example.org",
                          false,
                          noon});
    std::vector<accounts::World::Edit> edits;
    for (auto const& person : people) edits.push_back(world::Add<accounts::Person>{person});
    std::optional<base::Refusal> refused;
    auto const write = [&] {
        stored.store.write_with([&](accounts::Unit& unit) { refused = unit.write(edits); });
    };
    auto const email_of_last = [&] {
        return accounts::find_person(stored.pool, people.back().id).value().email;
    };
    write();
    REQUIRE_FALSE(refused);
    // Two who exchange theirs cannot, and nobody has changed.
    edits.clear();
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto person = people[i];
        person.email = people[people.size() - 1 - i].email;
        edits.push_back(world::Put<accounts::Person>{person});
    }
    write();
    REQUIRE(refused);
    CHECK(refused->reason == "email-taken");
    CHECK(email_of_last() == "nr39@example.org");
    // The first one's is free, and each takes that of whom was before it.
    edits.clear();
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto person = people[i];
        person.email = i == 0 ? "free@example.org" : people[i - 1].email;
        edits.push_back(world::Put<accounts::Person>{person});
    }
    write();
    CHECK_FALSE(refused);
    CHECK(email_of_last() == "nr38@example.org");
    CHECK(accounts::find_person(stored.pool, people[0].id).value().email == "free@example.org");
}

TEST_CASE("registering again, because the answer to the commit was lost, changes nothing") {
    Stored stored;
    CHECK(accounts::register_person(stored.store, stored.new_person));
    auto const known = accounts::credential_of(stored.pool, "ANNA@example.org");
    REQUIRE(known);
    CHECK(known->person == stored.new_person.person.id);
    CHECK(known->password_hash == "a hash");
    auto other = stored.new_person;
    other.person.id = {server::fresh_id()};
    other.session.id = {server::fresh_id()};
    auto const refused = accounts::register_person(stored.store, other);
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().reason == "email-taken");
    CHECK_FALSE(accounts::credential_of(stored.pool, "who@example.org"));
    stored.store.write_with([&](accounts::Unit& unit) {
        auto const id = stored.new_person.person.id.value;
        CHECK(accounts::who_stay(unit.transaction(), {other.person.id.value, id}) ==
              std::vector{id});
    });
    CHECK_FALSE(accounts::has_administrator(stored.pool));
}

TEST_CASE("a session is opened by the password that is right by then, or not at all") {
    Stored stored;
    auto const& person = stored.new_person.person.id;
    auto session = stored.new_person.session;
    session.id = {server::fresh_id()};
    auto const open = [&](std::string const& verified) {
        return accounts::open_session(stored.store, session, stored.new_person.refresh_hash + "x",
                                      verified);
    };
    CHECK_FALSE(open("another hash"));
    CHECK_FALSE(accounts::identify(stored.pool, {person, session.id}));
    // What was verified waits for the reset that is under way, and comes too late.
    std::optional<base::Result<accounts::Spaces>> opened;
    std::thread late;
    stored.store.write_with([&](accounts::Unit& unit) {
        accounts::lock_person(unit, person);
        accounts::set_password(unit.transaction(), person, "the new hash");
        late = std::thread([&] { opened = open("a hash"); });
        CHECK(stored.waits_for_a_lock());
    });
    late.join();
    CHECK_FALSE(opened);
    CHECK_FALSE(accounts::identify(stored.pool, {person, session.id}));
}

TEST_CASE("whoever waited for a lock decides by the time when that is over") {
    Stored stored;
    auto const person = stored.new_person.person.id;
    std::atomic<bool> is_over = false;
    std::vector<bool> asked_after;
    syncing::Clock const clock = [&] {
        asked_after.push_back(is_over);
        return noon;
    };
    auto const waits_and = [&](std::function<void()> const& act) {
        is_over = false;
        std::thread late;
        stored.store.write_with([&](accounts::Unit& unit) {
            accounts::lock_person(unit, person);
            late = std::thread(act);
            CHECK(stored.waits_for_a_lock());
            is_over = true;
        });
        late.join();
    };
    world::Sent<accounts::Domain> const keep{1, accounts::KeepAccount{person}};
    waits_and([&] {
        syncing::take<accounts::Domain>(stored.store, {person.value}, server::fresh_id(), keep,
                                        server::sha256_hex("keep"), {person.value, false, clock});
    });
    auto const presented = stored.presented(stored.token);
    waits_and([&] { accounts::refresh(stored.store, presented, clock, tells_nobody); });
    CHECK(asked_after == std::vector<bool>{true, true});
}

TEST_CASE("what waited for a hash is not done once the session has ended") {
    Stored stored;
    auto const& new_person = stored.new_person;
    http::Identity const who{new_person.person.id.value, new_person.session.id.value};
    int times = 0;
    auto const act = [&](accounts::Unit&) { ++times; };
    CHECK(accounts::write_while_open(stored.store, who, act));
    CHECK(times == 1);
    accounts::end_session(stored.store, new_person.person.id, new_person.session.id);
    CHECK_FALSE(accounts::write_while_open(stored.store, who, act));
    CHECK(times == 1);
}

TEST_CASE("a session that nobody uses for half a year ends") {
    Stored stored;
    REQUIRE(accounts::refresh(stored.store, stored.presented(stored.token), at(noon), tells_nobody)
                .person);
    auto const end_idle = [&](std::int64_t s) {
        return accounts::end_idle_sessions(stored.pool, stored.store, seconds_after(noon, s));
    };
    CHECK(end_idle(accounts::idle_limit_s).empty());
    CHECK(stored.is_signed_in());
    CHECK(end_idle(accounts::idle_limit_s + 1) ==
          std::vector{world::me(stored.new_person.person.id.value)});
    CHECK_FALSE(stored.is_signed_in());
}

TEST_CASE("a session's use is news to its person alone") {
    Stored stored;
    auto const me = stored.new_person.person.id.value;
    auto const before =
        syncing::news<accounts::Domain>(stored.store, me, {}, {}, world::Wanted::all());
    world::Held<accounts::Domain> have{before.history, {}};
    for (auto const& space : before.spaces) have.spaces.push_back({space.space, space.version, {}});
    accounts::refresh(stored.store, stored.presented(stored.token), at(seconds_after(noon, 5)),
                      tells_nobody);
    auto const after =
        syncing::news<accounts::Domain>(stored.store, me, {}, have, world::Wanted::all());
    REQUIRE(after.spaces.size() == 1);
    CHECK(after.spaces[0].space == world::me(me));
    REQUIRE(after.spaces[0].rows.size() == 1);
    auto const& session = std::get<accounts::Session>(after.spaces[0].rows[0].row);
    CHECK(session.address == "::2");
    CHECK(session.last_seen == seconds_after(noon, 5));

    auto const stranger = syncing::news<accounts::Domain>(stored.store, server::fresh_id(), {}, {},
                                                          world::Wanted::all());
    for (auto const& space : stranger.spaces)
        for (auto const& told : space.rows)
            CHECK(std::holds_alternative<accounts::Person>(told.row));
}

TEST_CASE("servers that start together share one signing key") {
    support::Throwaway database(support::Throwaway::Start::migrated);
    database::Pool pool(Stored::options(database.url()));
    auto const installation = server::InstallationKey::make();
    std::vector<std::string> kids(4);
    std::vector<std::thread> servers;
    for (auto& kid : kids)
        servers.emplace_back(
            [&] { kid = accounts::kept_keys(pool, installation).signing.front().kid; });
    for (auto& each : servers) each.join();
    CHECK_FALSE(kids[0].empty());
    for (auto const& kid : kids) CHECK(kid == kids[0]);
    auto const keys = accounts::kept_keys(pool, installation);
    CHECK(keys.signing.size() == 1);
    REQUIRE(keys.refresh.size() == 1);
    CHECK(keys.refresh[0].bytes.size() == 32);
}

}  // namespace
}  // namespace store_test
