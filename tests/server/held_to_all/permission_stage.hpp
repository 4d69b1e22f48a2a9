// Everybody who could ask a server for something, and one line for each thing that can be asked:
// what the table of permissions is made of.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <map>

#include "shared/accounts/own_api.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/app/scene.hpp"

namespace permissions {

enum Asker { nobody, member, owner, administrator, blocked, reads, writes, administers, ended };
inline constexpr std::array<char const*, 9> asker_names{
    "nobody",       "a member",      "the owner",      "an administrator", "a blocked person",
    "a read token", "a write token", "an admin token", "an ended session"};

// One line for each endpoint: what is asked, and the status that each asker is answered.
//
// The target and the body may hold {owner} (a person), {session} (a session of the owner's),
// {id} (a fresh one), {refresh} (the refresh token of whoever asks), and the things of the owner's
// that the domains name. Tokens are those of an administrator, so that their scope alone decides.
// Where the owner differs from a member, the target names a thing of the owner's.
struct Row {
    char const* endpoint;  // as the description has it
    char const* target;    // with its query; empty: the endpoint's path
    char const* body;
    // nobody, member, owner, administrator, blocked, read, write, admin, ended
    std::array<int, 9> expected;
    char const* content_type = "application/json";
    bool ends_sessions = false;  // which other rows use, so that it comes last
};

// What signing in, or a token of whatever scope, is enough for; and so on.
inline constexpr std::array<int, 9> open{200, 200, 200, 200, 200, 200, 200, 200, 200};
inline constexpr std::array<int, 9> to_read{401, 200, 200, 200, 401, 200, 200, 200, 401};
inline constexpr std::array<int, 9> to_write{401, 200, 200, 200, 401, 403, 200, 200, 401};
inline constexpr std::array<int, 9> signed_in{401, 200, 200, 200, 401, 403, 403, 403, 401};
inline constexpr std::array<int, 9> administration{401, 403, 403, 200, 401, 403, 403, 200, 401};

// What belongs to somebody, by the name that stands for it: "channel", an id.
using Things = std::map<std::string, std::string>;

using Expected = std::array<char const*, 5>;
// What is only its owner's.
constexpr Expected own(char const* by_owner) {
    return {"not-yours", by_owner, "not-yours", "not-yours", "not-yours"};
}
// What administrators alone may do, also to what is another's.
inline constexpr Expected by_administrators{"administrators-only", "administrators-only",
                                            "accepted", "administrators-only", "accepted"};
// Commands, each aimed at what is the owner's: whether it is carried out, or by which rule not. No
// command is taken from nobody, from the blocked, from a session that has ended (401), or from a
// token that only reads (403).
struct CommandRow {
    char const* type;
    char const* value;
    // by a member, the owner, an administrator, a write token, an admin token
    Expected expected;
};
inline constexpr std::array<Asker, 5> who_commands{member, owner, administrator, writes,
                                                   administers};
inline constexpr std::array<Asker, 4> who_cannot{nobody, blocked, reads, ended};

class Stage {
public:
    // `things_of` makes the owner's things.
    explicit Stage(std::function<Things(scene::Peer&)> const& things_of) {
        auto boss = server_.administrator();
        for (auto const asker : {member, owner, blocked, ended})
            at(asker) = server_.registered(asker == owner ? "owner" : "p" + std::to_string(asker));
        at(nobody) = server_.stranger();
        at(administrator) = boss;
        for (auto const scope :
             {accounts::Scope::read, accounts::Scope::write, accounts::Scope::admin}) {
            auto const made =
                boss.ask<accounts::CreateToken>({"a script", scope, 1, {scene::password}});
            REQUIRE_MESSAGE(made.status() == 200, made.raw.body);
            auto& script = at(static_cast<Asker>(reads + static_cast<int>(scope)));
            script.token = made.value.token;
        }
        session_ = plain(at(owner).session);
        person_ = plain(at(owner).person);
        things_ = things_of(at(owner));
        auto const stopped = boss.send(accounts::SetBlocked{at(blocked).person, true});
        REQUIRE(stopped.outcome == world::Outcome::accepted);
        REQUIRE(at(ended).ask<accounts::SignOut>().status() == 200);
    }

    scene::Server const& server() const { return server_; }
    scene::Peer& at(Asker asker) {
        return peers_.try_emplace(asker, server_.stranger()).first->second;
    }

    // The status of what was refused as a whole; else "accepted", or the rule.
    std::string command(CommandRow const& row, Asker asker) {
        std::string const type = row.type;
        auto& peer = at(asker);
        auto const body = R"({"client":"{id}","commands":[{"number":1,"command":{"type":")" + type +
                          R"(","value":)" + row.value + "}}]}";
        auto const answer =
            peer.raw("POST", "/api/v1/" + type.substr(0, type.find('.')) + "/commands",
                     filled(body, peer), "Content-Type: application/json\r\n");
        if (answer.status != 200) return std::to_string(answer.status);
        world::CommandsAnswer told;
        REQUIRE_MESSAGE(wire::json::parse(answer.body, told).empty(), answer.body);
        REQUIRE(told.answers.size() == 1);
        auto const& refusal = told.answers[0].refusal;
        return refusal ? refusal->reason : std::string(base::name_of(told.answers[0].outcome));
    }

    http_test::Answer ask(Row const& row, Asker asker) { return ask(row, at(asker)); }
    http_test::Answer ask(Row const& row, scene::Peer& peer) const {
        std::string const endpoint = row.endpoint;
        auto const space = endpoint.find(' ');
        std::string const target = *row.target ? row.target : endpoint.substr(space + 1);
        return peer.raw(endpoint.substr(0, space), filled(target, peer), filled(row.body, peer),
                        std::string("Content-Type: ") + row.content_type + "\r\n");
    }

private:
    template <class Id>
    static std::string plain(Id const& id) {
        return base::to_text(id);
    }
    std::string filled(std::string text, scene::Peer const& peer) const {
        auto const put = [&](std::string const& name, auto const& value) {
            for (auto i = text.find(name); i != text.npos; i = text.find(name))
                text.replace(i, name.size(), value());
        };
        put("{owner}", [&] { return person_; });
        put("{session}", [&] { return session_; });
        for (auto const& each : things_) put("{" + each.first + "}", [&] { return each.second; });
        put("{refresh}", [&] { return peer.refresh_token; });
        put("{id}", [] { return plain(server::fresh_id()); });
        return text;
    }

    scene::Server server_{
        [](server::Settings& settings) { settings.picture_program = KONTOR_PICTURE; }};
    std::map<Asker, scene::Peer> peers_;
    std::string session_, person_;
    Things things_;
};

}  // namespace permissions
