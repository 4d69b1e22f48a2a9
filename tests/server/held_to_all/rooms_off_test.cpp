// What is turned off answers nobody but administrators, who look at its tables, and whoever wants
// all that is theirs.
#include <doctest/doctest.h>

#include "tests/server/app/scene.hpp"

namespace rooms_off_test {
namespace {

using accounts::Workspace;

void set_off(scene::Peer& boss, std::vector<accounts::RoomOff> rooms) {
    auto const before = scene::rows_in<Workspace>(boss.news()).at(0);
    auto after = before;
    after.rooms_off = std::move(rooms);
    auto const answer = boss.send(
        accounts::EditRows{::server::fresh_id(), {{{::server::fresh_id()}, before, after}}});
    REQUIRE_FALSE(answer.refusal.has_value());
}

template <class Endpoint>
constexpr bool is_for_administrators = Endpoint::access == wire::Access::administrator ||
                                       Endpoint::access == wire::Access::administrator_session;

// "status rule", with an id wherever one is asked for.
template <class Endpoint>
std::string asked(scene::Peer& peer) {
    std::string path(Endpoint::path);
    for (auto at = path.find('{'); at != path.npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, base::to_text(::server::fresh_id()));
    bool const reads = Endpoint::method == wire::Method::get;
    auto const answer = peer.raw(std::string(base::name_of(Endpoint::method)), path,
                                 reads ? "" : "{}", "Content-Type: application/json\r\n");
    bool const is_off = answer.body.find("urn:kontor:problem:room-off") != std::string::npos;
    return std::to_string(answer.status) + (is_off ? " room-off" : "");
}

}  // namespace

TEST_CASE("no endpoint of a domain that is off answers anybody but administrators") {
    scene::Server server;
    auto boss = server.administrator();
    auto anna = server.registered("anna");
    auto nobody = server.stranger();
    int closed = 0;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        if (Domain::name == accounts::Domain::name) return;  // it cannot be turned off
        set_off(boss, {{std::string(Domain::name)}});
        Domain::Endpoints::each([&]<class Endpoint>(std::type_identity<Endpoint>) {
            CAPTURE(Endpoint::path);
            if constexpr (std::is_same_v<Endpoint, world::TakeCommands<Domain>>) {
                CHECK(asked<Endpoint>(anna) != "403 room-off");  // it says so of each command
            } else if (is_for_administrators<Endpoint>) {
                CHECK(asked<Endpoint>(anna) == "403");
                CHECK(asked<Endpoint>(boss) != "403 room-off");
            } else {
                ++closed;
                CHECK(asked<Endpoint>(anna) == "403 room-off");
                CHECK(asked<Endpoint>(boss) == "403 room-off");
                bool const open = Endpoint::access == wire::Access::anyone;
                CHECK(asked<Endpoint>(nobody) == (open ? "403 room-off" : "401"));
            }
        });
        world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
            CHECK(asked<world::ListTable<Domain, Row>>(boss) == "200");
        });
        CHECK(anna.raw("GET", "/api/v1/me/archive", "").status == 200);
        set_off(boss, {});
        Domain::Endpoints::each([&]<class Endpoint>(std::type_identity<Endpoint>) {
            CHECK(asked<Endpoint>(anna) != "403 room-off");
        });
    });
    CHECK(closed > 1);
}

}  // namespace rooms_off_test
