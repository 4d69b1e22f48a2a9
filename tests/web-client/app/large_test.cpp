// A workspace of more people than a client holds, on the headless stage: what comes at the start,
// whose names are asked for, and how somebody is found.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/base/order.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "tests/web-client/app/visit.hpp"

namespace shown_large_test {

using look::Role;
using visit::Member;

namespace {

using PersonId = base::Id<accounts::Person>;

PersonId one(std::uint64_t number) { return {{2, number}}; }
std::string name_of(std::uint64_t number) {
    return "Person " + std::to_string(10'000 + number).substr(1);
}

struct Company : Member {
    static constexpr std::uint64_t people = accounts::most_in_directory;  // and Anna, and Boris
    static constexpr std::uint64_t authors = 30;

    explicit Company(std::string const& route, bool administrator = false)
        : Member(route, administrator, fill) {
        server.also = [this](platform::Request const& request) { return answer(request); };
    }

    // As the server's lists and names are.
    std::optional<platform::Answer> answer(platform::Request const& request) {
        answers.asked.push_back(request);
        auto const cut = request.path.find('?');
        auto const path = request.path.substr(0, cut);
        auto const query = cut == std::string::npos ? "" : request.path.substr(cut + 1);
        if (path == accounts::NamePeople::path) return json(named(query));
        if (path == accounts::ListPeople::path) return json(found(value_in(query, "search")));
        auto const given = answers.by_path.find(path);
        if (given == answers.by_path.end()) return std::nullopt;
        return given->second;
    }
    // A channel in which each of the authors has said something.
    void talk() {
        server.carry_out(messaging::CreateChannel{channel, {{5, 2}}, anna, "Shop", ""}, anna);
        for (std::uint64_t i = 1; i <= authors; ++i) {
            server.carry_out(messaging::Invite{channel, {{6, i}}, one(i)}, anna);
            server.carry_out(messaging::Post{channel, {{7, i}}, "The oak"}, one(i));
        }
    }
    void open(std::string const& to) {
        screens->go(to);
        settle();
        settle();
    }
    int asked_of(std::string_view path) const {
        return static_cast<int>(
            std::count_if(answers.asked.begin(), answers.asked.end(), [&](auto const& request) {
                return request.path.substr(0, request.path.find('?')) == path;
            }));
    }
    bool said_by(std::string const& name) const { return said_by(*stage, name); }
    static bool said_by(support::Stage const& stage, std::string const& name) {
        for (auto const& item : stage.all(Role::listitem))
            if (item.name.rfind(name + ", ", 0) == 0) return true;
        return false;
    }
    std::string route() const { return "/channels/" + base::to_text(channel); }
    std::size_t rows_held() const { return account->of<accounts::Domain>().mind().rows_held(); }
    base::Id<messaging::Channel> const channel{{5, 1}};

private:
    // Straight into the tables, as 2,000 commands would take long.
    static void fill(Member& member) {
        auto& state = member.server.people.state;
        for (std::uint64_t i = 1; i <= people; ++i) {
            accounts::Person const person{
                one(i), name_of(i), "p" + std::to_string(i) + "@example.org", false, {1}};
            state.world.put(person);
            ++state.versions[accounts::directory()];
        }
    }
    template <class T>
    static platform::Answer json(T const& value) {
        return {200, {{"content-type", "application/json"}}, wire::json::text(value)};
    }
    static std::string value_in(std::string const& query, std::string const& key) {
        auto const at = query.find(key + "=");
        if (at == std::string::npos) return {};
        auto value = query.substr(at + key.size() + 1);
        value = value.substr(0, value.find('&'));
        for (auto space = value.find("%20"); space != std::string::npos; space = value.find("%20"))
            value.replace(space, 3, " ");
        return value;
    }
    auto const& all() const { return server.people.state.world.table<accounts::Person>().all(); }
    accounts::NamePeople::Response named(std::string const& query) const {
        accounts::NamePeople::Response response;
        for (auto const& [id, person] : all())
            if (query.find(base::to_text(id)) != std::string::npos)
                response.people.push_back({person.id, person.name, person.avatar, person.kind});
        return response;
    }
    accounts::ListPeople::Response found(std::string const& part) const {
        accounts::ListPeople::Response page;
        for (auto const& [id, person] : all())
            if (base::finds(person.name, part)) page.rows.push_back(person);
        page.total = static_cast<std::int64_t>(page.rows.size());
        std::sort(page.rows.begin(), page.rows.end(), [](auto const& a, auto const& b) {
            return base::compare_for_people(a.name, b.name) < 0;
        });
        if (page.rows.size() > 100) {
            page.rows.resize(100);
            page.next = "more";
        }
        return page;
    }
};

}  // namespace

TEST_CASE("who begins in a large workspace holds nobody else, and is told little") {
    Company anna("/");
    CHECK(anna.rows_held() <= 4);  // oneself, one's account, the session, the workspace
    CHECK(anna.account->of<accounts::Domain>().mind().is_withheld(accounts::directory()));
    CHECK(anna.asked_of(accounts::NamePeople::path) == 0);
    // After a year of others coming and going it is not more.
    for (int i = 0; i < 5; ++i) anna.server.add_person("Somebody");
    anna.settle(30'000);
    CHECK(anna.rows_held() <= 4);
    // The first answer to one who has nothing.
    news::AskNews::Request request;
    request.client = {9, 9};
    platform::Request asked;
    asked.method = "POST";
    asked.path = std::string(news::AskNews::path);
    asked.headers = {{"authorization", "Bearer " + anna.server.token_of(anna.anna)}};
    asked.body = wire::json::text(request);
    auto const told = anna.server.answer(asked);
    CHECK(told.status == 200);
    CHECK(told.body.size() < 5'000);
}

TEST_CASE("whoever is drawn is asked for in one request, and drawn again without a network") {
    Company anna("/");
    anna.talk();
    anna.open(anna.route());
    for (std::uint64_t i = 1; i <= 10; ++i)
        CHECK_MESSAGE(anna.said_by(name_of(i)), anna.stage->described());
    REQUIRE(anna.asked_of(accounts::NamePeople::path) == 1);
    auto const asked = anna.answers.last<accounts::NamePeople>();
    std::size_t ids = 0;
    for (std::uint64_t i = 1; i <= Company::people; ++i)
        ids += asked.find(base::to_text(one(i))) != std::string::npos;
    CHECK(ids == Company::authors);
    anna.open("/");
    anna.open(anna.route());
    CHECK(anna.asked_of(accounts::NamePeople::path) == 1);

    anna.server.reachable = false;
    anna.machine.kill(anna.tab);
    auto& tab = anna.machine.open_tab();
    client::Account account(tab, anna.server.signed_in(anna.anna, {{9, 9}}));
    house::Screens<Rooms> screens(tab, account.api(), account);
    support::Stage stage(
        [&](look::Ui& ui, look::Rect window) { screens.frame(ui, window, shell::Shade::dark); });
    anna.machine.pass(3'000);
    stage.run(4);
    screens.go(anna.route());
    for (int i = 0; i < 4; ++i) {
        anna.machine.pass(500);
        stage.run(3);
    }
    CHECK_MESSAGE(Company::said_by(stage, name_of(12)), stage.described());
    CHECK(anna.asked_of(accounts::NamePeople::path) == 1);
}

TEST_CASE("a name is asked for again when it is old, and drawn as it was until then") {
    Company anna("/");
    words::Words const english(words::Language::english);
    auto& disk = anna.machine.disks[base::to_text(anna.anna) + "-people"].entries;
    auto const key = "name/" + base::to_text(one(7));
    auto const kept = [&](std::int64_t asked_us) {
        house::KeptName const name{"Maria", "", accounts::PersonKind::member, {asked_us}, {1}};
        disk[key] = wire::json::text(name);
    };
    auto const draw = [&](house::Names& names) {
        anna.machine.pass(10);
        auto name = names.of(english, one(7));
        anna.machine.pass(100);
        return name;
    };
    kept(1);
    house::Names fresh(anna.tab, anna.account->api(), *anna.account);
    CHECK(draw(fresh) == "Maria");
    CHECK(draw(fresh) == "Maria");
    CHECK(anna.asked_of(accounts::NamePeople::path) == 0);
    kept(-86'400'000'000);
    house::Names old(anna.tab, anna.account->api(), *anna.account);
    CHECK(draw(old) == "Maria");
    CHECK(draw(old) == name_of(7));
    CHECK(anna.asked_of(accounts::NamePeople::path) == 1);
    CHECK(disk.at(key).find(name_of(7)) != std::string::npos);
    // Nothing of somebody who is gone stays on this machine.
    anna.server.people.state.world.erase(one(7));
    kept(-86'400'000'000);
    house::Names later(anna.tab, anna.account->api(), *anna.account);
    CHECK(draw(later) == "Maria");
    CHECK(draw(later) == "deleted person");
    CHECK(disk.count(key) == 0);
}

TEST_CASE("of many names those stay that were drawn last") {
    Company anna("/");
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    words::Words const english(words::Language::english);
    auto& disk = anna.machine.disks[base::to_text(anna.anna) + "-people"];
    anna.machine.pass(10);
    names.of(english, one(1));
    anna.machine.pass(100);
    REQUIRE(disk.entries.count("name/" + base::to_text(one(1))) == 1);
    for (std::uint64_t i = 0; i < house::Names::most_kept; ++i) {
        accounts::Person person;
        person.id = {{8, i + 1}};
        person.name = name_of(i);
        anna.machine.pass(1);
        names.learn(person);
    }
    anna.machine.pass(100);
    CHECK(names.find(one(1)) == nullptr);
    CHECK(names.find({{8, house::Names::most_kept}}) != nullptr);
    CHECK(disk.entries.count("name/" + base::to_text(one(1))) == 0);
}

TEST_CASE("whom one invites is found by the server, and by this client while it is away") {
    Company anna("/");
    anna.server.carry_out(messaging::CreateChannel{anna.channel, {{5, 2}}, anna.anna, "Shop", ""},
                          anna.anna);
    anna.settle();
    anna.open(anna.route());
    anna.press("Invite…");
    CHECK(anna.stage->sees(Role::dialog, "Invite to “Shop”"));
    CHECK(anna.stage->described().find("There are others.") != std::string::npos);
    CHECK(anna.stage->sees(Role::option, name_of(1)));
    anna.stage->fill("Name or e-mail", "person 1999");
    anna.settle();
    CHECK(anna.stage->sees(Role::option, name_of(1'999)));
    CHECK(anna.stage->all(Role::option).size() == 1);
    // Once for nothing, once for each thing that was typed when the answer before had come.
    CHECK(anna.asked_of(accounts::ListPeople::path) <= 12);
    anna.stage->click(Role::option, name_of(1'999));
    anna.press("Invite 1");
    std::size_t members = 0;
    for (auto const& [id, member] :
         anna.server.channels.state.world.table<messaging::Member>().all())
        members += member.person == one(1'999);
    CHECK(members == 1);

    anna.server.reachable = false;
    anna.settle(70'000);
    anna.press("Invite…");
    anna.stage->fill("Name or e-mail", "person 0007");
    anna.settle();
    CHECK(anna.stage->sees(Role::option, name_of(7)));
    CHECK(anna.stage->described().find("no connection") != std::string::npos);
}

TEST_CASE("a guest of a large workspace is told nobody, and searches for nobody") {
    Company anna("/");
    anna.machine.kill(anna.tab);
    auto changed = *anna.server.people.state.world.find(anna.boris);
    changed.kind = accounts::PersonKind::guest;
    anna.server.people.state.world.put(changed);
    auto& tab = anna.machine.open_tab();
    client::Account account(tab, anna.server.signed_in(anna.boris, {{9, 8}}));
    anna.machine.pass(5'000);
    house::Names names(tab, account.api(), account);
    anna.machine.pass(10);
    CHECK(account.is_guest());
    CHECK_FALSE(account.of<accounts::Domain>().mind().is_withheld(accounts::directory()));
    auto const asked = anna.answers.asked.size();
    auto const found = names.search("person", 100);
    anna.machine.pass(1'000);
    CHECK(found.people.empty());
    CHECK_FALSE(found.loading);
    CHECK(anna.answers.asked.size() == asked);
}

TEST_CASE("who is in a group is asked of the server where too many people are in groups") {
    base::Id<accounts::Group> const group{{60, 1}};
    Member boss("/", true, [&](Member& member) {
        auto& state = member.server.people.state;
        state.world.put(accounts::Group{group, "Everybody", {1}});
        ++state.versions[accounts::groups_space()];
        auto const rows = static_cast<std::uint64_t>(accounts::most_memberships) + 1;
        for (std::uint64_t i = 1; i <= rows; ++i)
            state.world.put(accounts::GroupMember{{{61, i}}, group, one(i)});
        state.versions[accounts::memberships_space()] = 1;
    });
    auto const of_me = "/api/v1/people/" + base::to_text(boss.anna) + "/groups";
    auto const of_group = "/api/v1/groups/" + base::to_text(group) + "/people";
    auto const give = [&](std::string const& path, auto const& response) {
        boss.answers.by_path[path] = {
            200, {{"content-type", "application/json"}}, wire::json::text(response)};
    };
    auto const drawn = [&] { return boss.stage->described(); };
    give(of_me, accounts::ListGroupsOf::Response{{{group, "Everybody", {1}}}});
    boss.screens->go("/people/groups");
    for (int i = 0; i < 2; ++i) boss.settle();
    CHECK(boss.stage->sees(Role::link, "Everybody"));
    CHECK(drawn().find("0 people") == std::string::npos);
    CHECK(drawn().find("you are in it") != std::string::npos);

    boss.answers.by_path[of_group] = {503, {}, R"({"type":"urn:kontor:problem:unavailable"})"};
    boss.screens->go("/people/groups/" + base::to_text(group));
    for (int i = 0; i < 2; ++i) boss.settle(100);
    CHECK(drawn().find("Loading") == std::string::npos);
    CHECK_FALSE(boss.stage->sees(Role::listitem, "Boris"));
    give(of_group, accounts::ListGroupPeople::Response{{{boss.boris, "Boris"}}});
    boss.settle(6'000);
    boss.settle();
    CHECK(boss.stage->sees(Role::listitem, "Boris"));
    CHECK_FALSE(boss.stage->sees(Role::listitem, "Anna"));

    // What needs all of them is left to the server; and then it is asked again.
    give(of_group, accounts::ListGroupPeople::Response{{{boss.boris, "Boris"}, {one(7), "Carl"}}});
    boss.account->want(accounts::Command(accounts::AddToGroup{group, one(7), {{62, 1}}}));
    for (int i = 0; i < 3; ++i) boss.settle();
    CHECK(boss.account->status().refused == 1);  // by it: the group is full
    CHECK(boss.stage->sees(Role::listitem, "Carl"));
}

}  // namespace shown_large_test
