// The form of every message that programs exchange or keep.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "shared/protocol.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/schema.hpp"
#include "tests/corpus/corpus.hpp"
#include "tests/shared/said.hpp"
#include "tests/shared/samples.hpp"
#include "tests/support/golden.hpp"

namespace golden_golden_test {
namespace {

using support::compare_with_golden;
using support::read_golden;

// Lines of 32 bytes.
std::string hex(std::string const& bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const byte = static_cast<unsigned char>(bytes[i]);
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
        if (i % 32 == 31 || i + 1 == bytes.size()) text += '\n';
    }
    return text;
}
std::string from_hex(std::string const& text) {
    std::string bytes;
    int high = -1;
    for (char const c : text) {
        if (c == '\n') continue;
        int const digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (high < 0) {
            high = digit;
        } else {
            bytes += static_cast<char>(high * 16 + digit);
            high = -1;
        }
    }
    return bytes;
}

template <class Message>
void keeps_its_form(std::string const& name, Message const& message) {
    CAPTURE(name);
    compare_with_golden("messages/" + name + ".json", wire::json::text(message) + "\n");
    compare_with_golden("messages/" + name + ".hex", hex(wire::to_bytes(message)));
    // And what is in the files is read as the message.
    Message read;
    auto const json = read_golden("messages/" + name + ".json");
    CHECK(samples::Said(wire::json::parse(json, read)) == samples::Said{});
    CHECK(wire::json::text(read) == wire::json::text(message));
    auto const bytes = from_hex(read_golden("messages/" + name + ".hex"));
    CHECK(wire::json::text(wire::from_bytes<Message>(bytes)) == wire::json::text(message));
}

template <class Domain>
void commands_keep_their_form(std::vector<typename Domain::Command> const& commands) {
    CHECK(commands.size() == std::variant_size_v<typename Domain::Command>);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        CHECK(commands[i].index() == i);  // one of each type
        world::Sent<Domain> const sent{static_cast<std::int64_t>(i) + 1, commands[i]};
        keeps_its_form("sent." + std::string(wire::name_of_held(commands[i])), sent);
    }
}

// An outbox as a release left it on disk: one command on a line.
template <class Domain>
void still_reads(std::string const& name) {
    std::istringstream lines(read_golden(name));
    std::size_t read = 0;
    for (std::string line; std::getline(lines, line); ++read) {
        world::Sent<Domain> sent;
        CHECK(samples::Said(wire::json::parse(line, sent)) == samples::Said{});
        CHECK(sent.number == static_cast<std::int64_t>(read) + 1);
    }
    CHECK_MESSAGE(read > 1, name);
}

}  // namespace

TEST_CASE("every message has the form that is kept in its golden files") {
    Domains::each([]<class Domain>(std::type_identity<Domain>) {
        commands_keep_their_form<Domain>(described::Tests<Domain>::commands());
        keeps_its_form("commands." + std::string(Domain::name), samples::request_of<Domain>());
        keeps_its_form("news." + std::string(Domain::name), described::Tests<Domain>::news());
    });
    keeps_its_form("answers", samples::answers());
    keeps_its_form("news.delta", samples::delta());
    keeps_its_form("news.snapshot", samples::snapshot());
    keeps_its_form("news.gone", samples::gone());
    keeps_its_form("kept", samples::kept());
}

TEST_CASE("all compilers give the messages the same fingerprint") {
    compare_with_golden("fingerprint.txt", protocol::content_type() + "\n");
}

TEST_CASE("the schemas of the rows are those that JSON Schema judges the corpus by") {
    std::string text;
    corpus::each_row([&](auto row) {
        using Row = decltype(row);
        text += (text.empty() ? "{\n\"" : ",\n\"") + std::string(Row::type_name) +
                "\": " + wire::schema::text_of<Row>();
    });
    compare_with_golden("schemas.json", text + "\n}\n");
}

// Never written anew: a release leaves its own beside those of the others, for each domain one,
// "<release>.<domain>.jsonl".
TEST_CASE("the outboxes of all releases are still read") {
    std::map<std::string_view, int> read;
    for (auto const& folder : support::golden_folders()) {
        if (!std::filesystem::exists(folder + "outbox")) continue;
        for (auto const& file : std::filesystem::directory_iterator(folder + "outbox")) {
            auto const name = file.path().filename().string();
            CAPTURE(name);
            bool is_known = false;
            Domains::each([&]<class Domain>(std::type_identity<Domain>) {
                auto const end = "." + std::string(Domain::name) + ".jsonl";
                if (name.size() <= end.size() || name.substr(name.size() - end.size()) != end)
                    return;
                is_known = true;
                still_reads<Domain>("outbox/" + name);
                ++read[Domain::name];
            });
            CHECK(is_known);
        }
    }
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        CHECK_MESSAGE(read[Domain::name] > 0, "no outbox of ", Domain::name);
    });
}

}  // namespace golden_golden_test
