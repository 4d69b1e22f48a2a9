// What commands would be answered without being carried out is what they are answered: rows by
// hand, of which many stand in one another's way, as a run meets them and as a dry run does.
#include <doctest/doctest.h>

#include <random>

#include "server/sync/overlay.hpp"
#include "server/sync/take.hpp"
#include "shared/messaging/commands.hpp"
#include "shared/world/refused_item.hpp"
#include "tests/support/memory_store.hpp"

namespace rehearsal_test {
namespace {

using namespace messaging;
using AnyRow = World::Row;
using RowEdit = world::RowEdit<Name, AnyRow>;
using Rehearsal = syncing::Taking<Domain>::Rehearsal;
using Said = std::vector<std::string>;  // of each row why it was refused, or nothing

base::Id128 const boss{9, 9};

// Few of everything, so that rows meet.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    std::uint64_t roll(std::uint64_t sides) { return random_() % sides; }
    base::Id128 fresh() { return {77, ++last_}; }

    PersonId person() { return {{1, 1 + roll(5)}}; }  // of whom the last one is nobody
    RowEdit edit() {
        auto row = any_row();
        RowEdit edit{{fresh()}, row, row};
        auto const kind = roll(4);
        if (kind < 2) edit.before.reset();  // it comes
        if (kind == 2) edit.after.reset();  // or goes
        if (kind == 3) change(*edit.after);
        return edit;
    }

private:
    // The same id is the same row, nearly always.
    AnyRow any_row() {
        base::Id<Channel> const channel{{2, 1 + roll(4)}};
        auto const kind = roll(3);
        if (kind == 0) return Channel{channel, "Nr", "", {{1, 1 + channel.value.low % 5}}, {1}};
        if (kind == 1 && roll(4) == 0)  // who came with it
            return Member{
                {channel.value}, channel, {{1, 1 + channel.value.low % 5}}, Role::owner, {1}};
        auto const id = roll(12);
        if (kind == 1)
            return Member{
                {{3, 1 + id}}, channel, person(), roll(3) == 0 ? Role::owner : Role::member, {1}};
        return Message{{{4, 1 + id}}, channel, 1 + static_cast<std::int64_t>(roll(6)),
                       person(),      "!",     {1}};
    }
    void change(AnyRow& row) {
        if (auto* channel = std::get_if<Channel>(&row)) channel->title += "!";
        if (auto* member = std::get_if<Member>(&row))
            member->role = member->role == Role::owner ? Role::member : Role::owner;
        if (auto* message = std::get_if<Message>(&row)) message->text += "!";
    }

    std::mt19937_64 random_;
    std::uint64_t last_ = 0;
};

struct Office {
    support::Killer killer;
    support::MemoryStore<Domain> store{killer};
    syncing::Actor const actor{boss, true};

    static syncing::Asking<Domain> asking(Command const& command) {
        Facts facts;
        for (auto const person : who_must_exist(command))
            if (person.value.low == 5) facts.unknown.push_back(person);
        facts.person_exists = facts.unknown.empty();
        return {boss, true, [] { return base::Instant{1}; }, facts};
    }
    static Command command_of(std::vector<RowEdit> const& rows) { return EditRows{{8, 8}, rows}; }
    std::optional<base::Refusal> carry_out(std::vector<RowEdit> const& rows) {
        syncing::Taken taken;
        auto const command = command_of(rows);
        store.write([&](syncing::Unit<Domain>& unit) {
            taken = syncing::decide_and_write_for<Domain>(unit, actor, command, asking(command));
        });
        return taken.answer.refusal;
    }
    // As an import does it: those that were in one command with a refused one go without it.
    Said run(std::vector<RowEdit> const& rows) {
        Said said(rows.size());
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < rows.size(); ++i) left.push_back(i);
        while (!left.empty()) {
            std::vector<RowEdit> some;
            for (auto const i : left) some.push_back(rows[i]);
            auto const refusal = carry_out(some);
            if (!refusal) break;
            auto const item = world::refused_item(*refusal, some.size());
            REQUIRE(item);
            said[left[*item]] = refusal->reason;
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(*item));
        }
        return said;
    }
    Said rehearse(Rehearsal& rehearsal, std::vector<RowEdit> const& rows) {
        auto const whole = command_of(rows);
        std::vector<Command> parts;
        for (auto const& row : rows) parts.push_back(command_of({row}));
        Rehearsal::Seen seen;
        store.write([&](syncing::Unit<Domain>& unit) {
            seen = Rehearsal::look(unit, actor, whole, asking(whole));
        });
        auto const answer = rehearsal.decide(std::move(seen), whole, parts);
        REQUIRE_FALSE(answer.whole);
        Said said;
        for (auto const& part : answer.parts) said.push_back(part ? part->reason : "");
        return said;
    }
};

TEST_CASE("what is rehearsed is what is done") {
    std::map<std::string, int> reasons;
    for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        Office office;
        for (int i = 0; i < 12; ++i) office.carry_out({dice.edit()});
        std::vector<std::vector<RowEdit>> commands(static_cast<std::size_t>(1 + dice.roll(5)));
        for (auto& rows : commands)
            for (auto count = 1 + dice.roll(8); count > 0; --count) rows.push_back(dice.edit());
        auto const before = office.store.state.versions;
        Rehearsal rehearsal;
        std::vector<Said> rehearsed, done;
        for (auto const& rows : commands) rehearsed.push_back(office.rehearse(rehearsal, rows));
        REQUIRE(office.store.state.versions == before);
        for (auto const& rows : commands) done.push_back(office.run(rows));
        REQUIRE(rehearsed == done);
        for (auto const& said : done)
            for (auto const& reason : said) ++reasons[reason];
    }
    // All of them were met, and rows that are refused for nothing.
    for (std::string const reason :
         {"", "id-taken", "row-gone", "changed-meanwhile", "already-member", "channel-unknown",
          "person-unknown", "last-owner", "message-number", "channel-has-members",
          "channel-written-in"})
        CHECK_MESSAGE(reasons[reason] > 10, reason);
}

}  // namespace
}  // namespace rehearsal_test
