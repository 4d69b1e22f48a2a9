// How many statements the database is asked for one request: so many as these, and no more. Whoever
// makes one cheaper writes the smaller number here.
#include <doctest/doctest.h>

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

private:
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
};

class Counter {
public:
    db_test::Passing passing() {
        return {[this, reader = Reader()](std::string_view bytes) mutable {
            auto statements = reader.add(bytes);
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

TEST_CASE("what one request asks the database is as little as was ever measured") {
    Stage stage;
    auto& anna = stage.talk.anna;
    using world::Outcome;
    SUBCASE("a message") {
        stage.check_at_most(23, "a message", [&] {
            must(anna.send(stage.talk.post("!")).outcome == Outcome::accepted);
        });
    }
    SUBCASE("twenty messages in one request") {
        stage.check_at_most(20 * 23, "twenty messages", [&] {
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
    SUBCASE("who one is") {
        stage.check_at_most(4, "who one is",
                            [&] { must(anna.ask<accounts::Me>().status() == 200); });
    }
    auto const since = anna.news().since;
    SUBCASE("news of which there is none") {
        stage.check_at_most(14, "no news", [&] { anna.news(since); });
    }
    SUBCASE("a poll that waits until its time is over, and so looks twice") {
        stage.check_at_most(2 * 14, "an idle poll", [&] { anna.news(since, 1); });
    }
}

}  // namespace
}  // namespace statements_test
