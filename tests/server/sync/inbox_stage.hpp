// What one domain tells another in tests: a server or several on a database, whose jobs the test
// does itself, and what they heard.
#pragma once

#include "server/messaging/store.hpp"
#include "server/sync/inbox.hpp"
#include "tests/support/throwaway.hpp"

namespace inbox_test {

using Transaction = pqxx::transaction_base;

struct Note {
    static constexpr std::string_view type_name = "test.note";
    std::string text;
    static constexpr auto fields() { return base::Pack{base::field("text", &Note::text)}; }
};

// One server on a database, whose jobs the test does; what it hears it writes into a table.
template <class Domain>
struct PlaceOf {
    using Inbox = syncing::Inbox<Domain, syncing::Hears<Note>>;

    explicit PlaceOf(std::string const& url)
        : pool([&] {
              database::PoolOptions options;
              options.url = url;
              return options;
          }()) {}

    template <class Act>
    auto write(Act&& act) {
        return database::with_transaction(pool, database::Isolation::read_committed, act);
    }
    pqxx::result sql(std::string const& statement) {
        return write([&](Transaction& t) { return database::run(t, statement); });
    }
    void tell(std::string const& stream, std::string const& text) {
        write([&](Transaction& t) { syncing::tell(t, Domain::name, stream, Note{text}); });
    }
    // In the order in which they were carried out.
    std::string said(std::string const& stream) {
        std::string all;
        for (auto const& row :
             sql("select text from heard where text like '" + stream + "%' order by id"))
            all += database::read<std::string>(row[0]) + " ";
        return all;
    }
    std::size_t lying() {
        return sql("select 1 from " + std::string(Domain::name) + ".inbox").size();
    }
    std::size_t jobs() {
        return sql("select 1 from jobs.job where kind = 'inbox:" + std::string(Domain::name) +
                   "' and state = 'waiting'")
            .size();
    }
    void hear(Transaction& t, typename Inbox::Message const& message) {
        auto const& text = std::get<Note>(message).text;
        database::run(t, "insert into heard (text) values ($1)", text);
        before_the_end(t, text);
    }
    void take_all(std::string const& stream) {
        while (inbox.take_next(stream)) continue;
    }

    database::Pool pool;
    syncing::PostgresStore<Domain> store{pool};
    http::Parking parking{http::Parking::Limits{}};
    syncing::Hub hub{parking, [](world::Space const*) {}};
    jobs::Runner runner{pool, {}, support::quiet()};
    std::function<void(Transaction&, std::string const&)> before_the_end =
        [](Transaction&, std::string const&) {};
    std::vector<std::string> reported;
    Inbox const inbox{
        {store, hub, runner, support::quiet(),
         [](auto&, typename Domain::Command const&) { return typename Domain::Facts{}; },
         [this](Transaction& t, typename Inbox::Message const& message) { hear(t, message); },
         [this](std::string_view type, std::string_view what) {
             reported.push_back(std::string(type) + " " + std::string(what));
             return std::optional<std::int64_t>(1);
         }}};
};

using Place = PlaceOf<messaging::Domain>;

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    Stage() {
        auto const connection = database::open(base.owner_url());
        pqxx::nontransaction owner(*connection);
        owner.exec("create table heard (id bigint generated always as identity, text text)");
        owner.exec("grant all on heard to kontor_app");
    }
    Place one{base.url()};
};

}  // namespace inbox_test
