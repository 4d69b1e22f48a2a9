// What the server's tests ask of messaging.
#include "server/outside.hpp"
#include "shared/messaging/api.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/domains/described.hpp"

namespace described {

using namespace permissions;
using Messaging = ServerTests<messaging::Domain>;

namespace {

// What no other than a member sees.
constexpr Expected in_channel(char const* by_owner) {
    return {"channel-unknown", by_owner, "channel-unknown", "channel-unknown", "channel-unknown"};
}

base::Id<messaging::Channel> open_channel(scene::Peer& owner, std::string const& title) {
    messaging::CreateChannel const create{
        {server::fresh_id()}, {server::fresh_id()}, owner.person, title, title};
    REQUIRE(owner.send(create).outcome == world::Outcome::accepted);
    return create.channel;
}

}  // namespace

template <>
Things Messaging::things(scene::Peer& owner) {
    return {{"channel", base::to_text(open_channel(owner, "x"))}};
}

template <>
std::vector<Row> Messaging::endpoints() {
    return {
        {"POST /api/v1/messaging/commands", "",
         R"({"client":"{id}","commands":[{"number":1,"command":{"type":"messaging.create-channel",)"
         R"("value":{"channel":"{id}","member":"{id}","owner":"{owner}",)"
         R"("title":"x","about":""}}}]})",
         to_write},
        {"GET /api/v1/channels/{channel}/messages",
         "",
         "",
         {401, 404, 200, 404, 401, 404, 404, 404, 401}},
        {"GET /api/v1/channels/{channel}/messages/{number}/readers",
         "/api/v1/channels/{channel}/messages/1/readers",
         "",
         {401, 404, 404, 404, 401, 404, 404, 404, 401}},  // to its owner since nothing was written
    };
}

template <>
std::vector<CommandRow> Messaging::commands() {
    return {
        {"messaging.create-channel",
         R"({"channel":"{id}","member":"{id}","owner":"{owner}","title":"x","about":""})",
         own("accepted")},
        {"messaging.rename-channel", R"({"channel":"{channel}","title":"x","about":""})",
         in_channel("accepted")},
        {"messaging.invite", R"({"channel":"{channel}","member":"{id}","person":"{owner}"})",
         in_channel("already-member")},
        {"messaging.remove-member", R"({"channel":"{channel}","person":"{id}"})",
         in_channel("member-unknown")},
        {"messaging.post", R"({"channel":"{channel}","message":"{id}","text":"x"})",
         in_channel("accepted")},
        {"messaging.read-up-to", R"({"channel":"{channel}","person":"{owner}","number":0})",
         own("accepted")},
        {"messaging.edit-rows",
         R"({"act":"{id}","rows":[{"edit":"{id}",)"
         R"("before":{"type":"messaging.channel","value":{"id":"{channel}",)"
         R"("title":"x"}},"after":{"type":"messaging.channel","value":{"id":"{channel}",)"
         R"("title":"x"}}}]})",
         by_administrators},
        {"messaging.keep-draft",
         R"({"channel":"{channel}","draft":"{id}","person":"{owner}","text":"x","seen":0})",
         own("accepted")},
    };
}

template <>
std::vector<std::string_view> Messaging::never_writes() {
    return {};
}

template <>
std::string Messaging::good(Blank const& blank) {
    // Whoever took themselves out of the channel could not do it again.
    if (blank.name == "person" && blank.form.command == messaging::RemoveMember::type_name)
        return wire::json::text(server::fresh_id());
    if (blank.name == "channel" && blank.form.command != messaging::CreateChannel::type_name)
        return described::in_quotes(blank.things.at("channel"));
    return {};
}

template <>
void Messaging::live(scene::Peer& person, std::string const& mark) {
    auto const channel = open_channel(person, mark);
    REQUIRE(person.send(messaging::Post{channel, {server::fresh_id()}, mark}).outcome ==
            world::Outcome::accepted);
    REQUIRE(person.send(messaging::KeepDraft{channel, {server::fresh_id()}, person.person, mark, 0})
                .outcome == world::Outcome::accepted);
}

template <>
std::vector<std::string_view> Messaging::keeps_nobody() {
    // Only administrators change rows by hand.
    return {"messaging.edit"};
}

template <>
std::vector<std::string> Messaging::archived() {
    return {"channels.json", "drafts.json", "messages.json"};
}

template <>
std::vector<std::string_view> Messaging::not_archived() {
    // Their channels are there; up to where somebody has read, nobody wants to keep.
    return {"messaging.member", "messaging.mark"};
}

template <>
std::int64_t Messaging::stored(std::string const& mark) {
    return 2 * static_cast<std::int64_t>(mark.size());  // a message and a draft
}

template <>
std::vector<std::string> Messaging::gauges() {
    return {};
}

}  // namespace described
