// What client and server say to one another about one domain: numbered commands one way, news the
// other.
#pragma once

#include <array>

#include "shared/base/result.hpp"
#include "shared/world/space.hpp"

namespace world {

// ---- commands

// A command and its place in its client's own numbering: dense, from 1, never used twice.
template <class Domain>
struct Sent {
    std::int64_t number = 0;
    typename Domain::Command command;
    static constexpr auto fields() {
        return base::Pack{
            base::field("number", &Sent::number).required().within(1, 1'000'000'000'000),
            base::field("command", &Sent::command).required()};
    }
};

template <class Domain>
struct CommandsRequest {
    base::Id128 client;  // this installation of the client; it belongs to one account
    std::vector<Sent<Domain>> commands;
    static constexpr auto fields() {
        return base::Pack{
            base::field("client", &CommandsRequest::client).required(),
            base::field("commands", &CommandsRequest::commands).required().at_most(100)};
    }
};

enum class Outcome : std::uint8_t {
    accepted,
    refused,
    forked,  // this number was used for something else: take a new identity and send again
    gap,     // an earlier number is missing: send from `expected`
};
constexpr std::array<std::string_view, 4> names_of(Outcome) {
    return {"accepted", "refused", "forked", "gap"};
}

struct Answer {
    std::int64_t number = 0;
    Outcome outcome = Outcome::accepted;
    std::optional<base::Refusal> refusal;
    std::int64_t expected = 0;  // with `gap`
    static constexpr auto fields() {
        return base::Pack{base::field("number", &Answer::number).required(),
                          base::field("outcome", &Answer::outcome).required(),
                          base::field("refusal", &Answer::refusal),
                          base::field("expected", &Answer::expected)};
    }
};

struct CommandsAnswer {
    std::vector<Answer> answers;
    static constexpr auto fields() {
        return base::Pack{base::field("answers", &CommandsAnswer::answers).required().at_most(100)};
    }
};

// ---- news

// How far somebody has a space. While a snapshot comes in pages, `version` is that of its first
// page and `next` where the following one begins. A space of a kind that is followed on request is
// told for as long as it is named here; without a version nothing of it is there yet. Of what is
// withheld it is said that it was, so that nobody counts its rows again.
struct Have {
    static constexpr std::int64_t nothing = -1, withheld = -2;
    Space space;
    std::int64_t version = nothing;
    std::string next;
    static constexpr auto fields() {
        return base::Pack{base::field("space", &Have::space).required(),
                          base::field("version", &Have::version)
                              .within(withheld, std::numeric_limits<std::int64_t>::max()),
                          base::field("next", &Have::next).line().at_most(200)};
    }
};

struct RowKey {
    std::string type;
    base::Id128 id;
    static constexpr auto fields() {
        return base::Pack{base::field("type", &RowKey::type).required().at_most(100),
                          base::field("id", &RowKey::id).required()};
    }
    friend bool operator==(RowKey const& a, RowKey const& b) {
        return a.id == b.id && a.type == b.type;
    }
    friend bool operator<(RowKey const& a, RowKey const& b) {
        return a.type != b.type ? a.type < b.type : a.id < b.id;
    }
};

enum class NewsKind : std::uint8_t {
    delta,     // what changed since the version that the client has
    snapshot,  // all there is (or a page of it), in place of what the client has
    gone,      // the right to see it is lost
    withheld,  // it may be seen, and is too much to be told: of single rows one asks
};
constexpr std::array<std::string_view, 4> names_of(NewsKind) {
    return {"delta", "snapshot", "gone", "withheld"};
}

// A row and how new it is. The same row may come through several spaces and pages, read at
// different moments; the higher revision is the later state.
template <class Domain>
struct Told {
    std::int64_t revision = 0;
    typename Domain::Row row;
    static constexpr auto fields() {
        return base::Pack{base::field("revision", &Told::revision).required(),
                          base::field("row", &Told::row).required()};
    }
};

template <class Domain>
struct SpaceNews {
    Space space;
    NewsKind kind = NewsKind::delta;
    std::int64_t since = 0;    // of a delta: it mends only what is at least at this version
    std::int64_t version = 0;  // what the client has of this space after this
    std::string from;          // of a snapshot: where this page begins; empty: it is the first
    std::vector<Told<Domain>> rows;
    std::vector<RowKey> left;  // rows that are no longer in this space
    std::string next;  // of a snapshot: where the next page begins; empty: this was the last
    static constexpr auto fields() {
        return base::Pack{base::field("space", &SpaceNews::space).required(),
                          base::field("kind", &SpaceNews::kind).required(),
                          base::field("since", &SpaceNews::since),
                          base::field("version", &SpaceNews::version).required(),
                          base::field("from", &SpaceNews::from).at_most(200),
                          base::field("rows", &SpaceNews::rows).at_most(20'000),
                          base::field("left", &SpaceNews::left).at_most(20'000),
                          base::field("next", &SpaceNews::next).at_most(200)};
    }
};

// Of one domain; it travels by the domain's name.
template <class Domain>
struct News {
    static constexpr std::string_view type_name = Domain::name;
    // The last number of the asking client that this state of things includes.
    std::int64_t answered = 0;
    std::vector<SpaceNews<Domain>> spaces;
    // Of the domain's database; another one means that all versions begin anew.
    base::Id128 history{};
    static constexpr auto fields() {
        return base::Pack{base::field("answered", &News::answered),
                          base::field("spaces", &News::spaces).at_most(10'000),
                          base::field("history", &News::history).required()};
    }
};

// What a client has of one domain, by which it asks for news.
template <class Domain>
struct Held {
    static constexpr std::string_view type_name = Domain::name;
    base::Id128 history;  // as last told; none: the client has nothing
    std::vector<Have> spaces;
    static constexpr auto fields() {
        return base::Pack{base::field("history", &Held::history),
                          base::field("spaces", &Held::spaces).at_most(10'000)};
    }
};

}  // namespace world
