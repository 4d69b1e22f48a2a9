// How many statements the database is asked for one request: so many as these, and no more. Whoever
// makes one cheaper writes the smaller number here.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/server/app/scene.hpp"
#include "tests/server/database/wire.hpp"

namespace statements_test {
namespace {

// What one connection is asked, read from what passes on it: a message is its kind, its length and
// the rest; the very first one has no kind.
class Reader {
public:
    // The statements that are complete by now.
    std::vector<std::string> add(std::string_view bytes) {
        std::vector<std::string> statements;
        buffer_ += bytes;
        for (;;) {
            std::size_t const kind = is_first_ ? 0 : 1;
            if (buffer_.size() < kind + 4) return statements;
            auto const length = kind + length_at(kind);
            if (buffer_.size() < length) return statements;
            std::string_view const message(buffer_.data(), length);
            if (!is_first_ && (message[0] == 'Q' || message[0] == 'P'))
                statements.push_back(text_of(message));
            is_first_ = false;
            buffer_.erase(0, length);
        }
    }
    // Those of them that were asked for somebody: not of a transaction in which the server does by
    // itself what it does every now and then.
    std::vector<std::string> add_asked_for(std::string_view bytes) {
        std::vector<std::string> asked_for;
        for (auto& statement : add(bytes)) {
            bool const ends = statement == "COMMIT" || statement == "ROLLBACK";
            is_within_ = is_within_ || statement.starts_with("BEGIN");
            is_by_itself_ = is_by_itself_ || is_by_itself(statement);
            pending_.push_back(std::move(statement));
            if (is_within_ && !ends) continue;
            if (!is_by_itself_) std::ranges::move(pending_, std::back_inserter(asked_for));
            pending_.clear();
            is_within_ = is_by_itself_ = false;
        }
        return asked_for;
    }

private:
    static bool is_by_itself(std::string_view statement) {
        for (auto const part :
             {"stored as s set told", "update jobs.job set state", "from jobs.job where state"})
            if (statement.find(part) != statement.npos) return true;
        return false;
    }
    std::size_t length_at(std::size_t at) const {
        std::size_t length = 0;
        for (std::size_t i = at; i < at + 4; ++i)
            length = length << 8 | static_cast<unsigned char>(buffer_[i]);
        return length;
    }
    // A query is its text; one with values has a name, which is empty, before it.
    static std::string text_of(std::string_view message) {
        auto const begin = message.data() + (message[0] == 'P' ? 6 : 5);
        return std::string(begin);
    }
    std::string buffer_;
    bool is_first_ = true;
    std::vector<std::string> pending_;  // of the transaction that has not ended
    bool is_within_ = false, is_by_itself_ = false;
};

class Counter {
public:
    db_test::Passing passing() {
        return {[this, reader = Reader()](std::string_view bytes) mutable {
            auto statements = reader.add_asked_for(bytes);
            std::lock_guard const lock(mutex_);
            for (auto& one : statements) heard_.push_back(std::move(one));
        }};
    }
    std::vector<std::string> take() {
        std::lock_guard const lock(mutex_);
        return std::exchange(heard_, {});
    }

private:
    std::mutex mutex_;
    std::vector<std::string> heard_;
};

struct Stage {
    std::shared_ptr<support::Throwaway> base =
        std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    Counter counter;
    db_test::Wire wire{base->url(), [this] { return counter.passing(); }};
    scene::Server server{
        base, [this](server::Settings& settings) { settings.database_url = wire.url(); }};
    scene::Talk talk{server};

    // The fewest of several times, since the server does other things meanwhile.
    template <class Act>
    void check_at_most(std::size_t most, std::string const& what, Act act) {
        act();  // what is done once, such as opening a connection, is done
        std::vector<std::string> fewest;
        for (int time = 0; time < 6; ++time) {
            counter.take();
            act();
            auto heard = counter.take();
            if (time == 0 || heard.size() < fewest.size()) fewest = std::move(heard);
        }
        std::string list;
        for (auto const& one : fewest) list += "  " + one + "\n";
        CHECK_MESSAGE(fewest.size() <= most, what << " took " << fewest.size() << ":\n" << list);
        CHECK(!fewest.empty());
    }
};

void must(bool holds) { REQUIRE(holds); }

std::vector<messaging::Channel> const none;

std::vector<messaging::Channel> channels(base::Id<accounts::Person> of) {
    std::vector<messaging::Channel> rows(100);
    for (auto& row : rows) {
        row.title = "Nr " + std::to_string(&row - rows.data());
        row.created_by = of;
        row.created = server::now();
    }
    return rows;
}

// From what was seen to what shall be; one of the two may be empty.
template <class Row>
void edit(scene::Peer& boss, std::vector<Row> const& before, std::vector<Row> const& after) {
    messaging::EditRows edits{server::fresh_id(), {}};
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
        auto& row = edits.rows.emplace_back();
        row.edit = {server::fresh_id()};
        if (!before.empty()) row.before = before[i];
        if (!after.empty()) row.after = after[i];
    }
    auto const answer = boss.send(edits);
    REQUIRE_MESSAGE(answer.outcome == world::Outcome::accepted,
                    (answer.refusal ? answer.refusal->reason : ""));
}

TEST_CASE("what one request asks the database is as little as was ever measured") {
    Stage stage;
    auto& anna = stage.talk.anna;
    using world::Outcome;
    SUBCASE("a message") {
        stage.check_at_most(19, "a message", [&] {
            must(anna.send(stage.talk.post("!")).outcome == Outcome::accepted);
        });
    }
    SUBCASE("twenty messages in one request") {
        stage.check_at_most(20 * 19, "twenty messages", [&] {
            messaging::MessagingCommands::Request request{anna.client, {}};
            for (int i = 0; i < 20; ++i)
                request.commands.push_back({++anna.numbers["messaging"], stage.talk.post("!")});
            auto const answered = anna.ask<messaging::MessagingCommands>(request);
            must(answered.value.answers.size() == 20);
            must(answered.value.answers.back().outcome == Outcome::accepted);
        });
    }
    SUBCASE("a list of messages") {
        must(anna.send(stage.talk.post("!")).outcome == Outcome::accepted);
        stage.check_at_most(5, "a list of messages", [&] {
            must(!anna.ask<messaging::ListMessages>({stage.talk.channel}).value.messages.empty());
        });
    }
    SUBCASE("a list of people") {
        stage.check_at_most(4, "a list of people",
                            [&] { must(anna.ask<accounts::ListPeople>().status() == 200); });
    }
    SUBCASE("a page of a table, with how many rows there are") {
        auto boss = stage.server.administrator();
        stage.check_at_most(1, "a page of a table", [&] {
            must(boss.raw("GET", "/api/v1/admin/tables/accounts.person?sort=name&limit=1", "")
                     .status == 200);
        });
    }
    SUBCASE("a short table as CSV") {
        auto boss = stage.server.administrator();
        stage.check_at_most(4, "a table as CSV", [&] {
            must(boss.raw("GET", "/api/v1/admin/tables/accounts.person", "", "Accept: text/csv\r\n")
                     .status == 200);
        });
    }
    SUBCASE("who one is") {
        stage.check_at_most(4, "who one is",
                            [&] { must(anna.ask<accounts::Me>().status() == 200); });
    }
    auto const since = anna.news().since;
    SUBCASE("news of which there is none") {
        stage.check_at_most(15, "no news", [&] { anna.news(since); });
    }
    SUBCASE("a poll that waits until its time is over, and so looks twice") {
        stage.check_at_most(2 * 15, "an idle poll", [&] { anna.news(since, 1); });
    }
}

// However many rows there are, those of each table are looked up and written by one statement.
TEST_CASE("what a hundred rows by hand ask the database is no more for being a hundred") {
    Stage stage;
    auto& anna = stage.talk.anna;
    auto boss = stage.server.administrator();
    SUBCASE("a hundred channels that are added, changed and erased by hand") {
        auto rows = channels(boss.person);
        auto changed = rows;
        for (auto& row : changed) row.title += "!";
        stage.check_at_most(3 * 26, "three edits of a hundred channels", [&] {
            for (auto& row : rows) row.id = {server::fresh_id()};
            for (std::size_t i = 0; i < rows.size(); ++i) changed[i].id = rows[i].id;
            edit(boss, none, rows);
            edit(boss, rows, changed);
            edit(boss, changed, none);
        });
    }
    SUBCASE("a hundred messages of several people that are added by hand") {
        std::int64_t number = 0;
        stage.check_at_most(24, "an edit of a hundred messages", [&] {
            std::vector<messaging::Message> messages;
            while (messages.size() < 100) {
                auto const& author = messages.size() % 2 == 0 ? anna : stage.talk.boris;
                messages.push_back({{server::fresh_id()},
                                    stage.talk.channel,
                                    ++number,
                                    author.person,
                                    "!",
                                    server::now()});
            }
            edit(boss, std::vector<messaging::Message>(), messages);
        });
    }
    SUBCASE("a file of a hundred rows") {
        auto const take_in = [&](std::string const& query, std::string const& body) {
            auto const answer =
                boss.raw("POST", "/api/v1/admin/tables/messaging.message/imports" + query, body,
                         "Content-Type: text/csv\r\n");
            must(answer.status == 200);
            return answer.body;
        };
        auto const messages = [&](int first) {
            std::string text = "channel,number,author,text,sent\r\n";
            for (int i = 0; i < 100; ++i)
                text += base::to_text(stage.talk.channel) + "," + std::to_string(first + i) +
                        ",anna,!,2026-11-21T08:00:00Z\r\n";
            return text;
        };
        SUBCASE("that nobody takes in") {
            stage.check_at_most(15, "a dry run", [&] { take_in("?dry_run=true", messages(1)); });
        }
        SUBCASE("of which all are refused") {
            stage.check_at_most(30, "an import that is refused", [&] {
                must(take_in("", messages(7)).find("\"done\":0") != std::string::npos);
            });
        }
    }
}

TEST_CASE("a directory that is too large is counted once, and by nobody who was told so") {
    Stage stage;
    auto& anna = stage.talk.anna;
    news::AskNews::Request const nothing{anna.client, {}, 0};
    stage.check_at_most(31, "the first news of few",
                        [&] { must(anna.ask<news::AskNews>(nothing).status() == 200); });
    auto const no_news = [&](std::string const& what) {
        news::AskNews::Request const known{
            anna.client, scene::held_after(anna.ask<news::AskNews>(nothing).value), 0};
        stage.check_at_most(16, what, [&] {
            auto const news = anna.ask<news::AskNews>(known).value;
            must(scene::told<accounts::Domain>(news).spaces.empty());
        });
    };
    no_news("no news of few");
    scene::hire(stage.server, accounts::most_in_directory);
    stage.check_at_most(30, "the first news of many",
                        [&] { must(anna.ask<news::AskNews>(nothing).status() == 200); });
    no_news("no news of many");
}

}  // namespace
}  // namespace statements_test
