// A page that is killed in the middle of an import, at fifty moments drawn by chance: whoever opens
// another one and takes the same file goes on, and has each row once.
#include <doctest/doctest.h>

#include <map>
#include <random>

#include "shared/imports_api.hpp"
#include "tests/web-client/app/visit.hpp"

namespace app_tables_import_kills_test {

using look::Role;

namespace {

constexpr int rows_of_file = 2'000, rounds = 10, kills_of_a_round = 5;
std::string const route = "/tables/messaging/channel/import";

// A page of an administrator, for as long as it lives.
class Page {
public:
    Page(visit::Place& place, base::Id<accounts::Person> person)
        : place_(place), tab_(place.machine.open_tab()) {
        account_ =
            std::make_unique<client::Account>(tab_, place.server.signed_in(person, {{9, 9}}));
        place.machine.pass(3'000);
        tab_.place = route;
        screens_ = std::make_unique<house::Screens<Rooms>>(tab_, account_->api(), *account_);
        stage_ = std::make_unique<support::Stage>([this](look::Ui& ui, look::Rect window) {
            screens_->frame(ui, window, shell::Shade::dark);
        });
        settle(2'500);
    }
    ~Page() { place_.machine.kill(tab_); }
    Page(Page const&) = delete;
    Page& operator=(Page const&) = delete;

    // Until the file is checked.
    void take(std::string const& file) {
        tab_.give_file({"channels.csv", file, false});
        settle(2'500);
        press("Check");
        for (int i = 0; i < 2; ++i) settle(2'500);
    }
    void press(std::string const& button) { stage_->click(Role::button, button); }
    // Frames are drawn while it works, as rows are sent between them.
    void settle(int ms) {
        int const step = ms < 200 ? 1 : 20;
        for (int passed = 0; passed < ms; passed += step) {
            stage_->run(1);
            place_.machine.pass(step);
        }
        stage_->run(4);
    }
    bool may(std::string const& button) const {
        return stage_->find(Role::button, button).description.empty();
    }
    std::size_t unsent() const { return account_->status().unsent; }
    std::string described() const { return stage_->described(); }

private:
    visit::Place& place_;
    fake::Tab& tab_;
    std::unique_ptr<client::Account> account_;
    std::unique_ptr<house::Screens<Rooms>> screens_;
    std::unique_ptr<support::Stage> stage_;
};

struct Workspace : visit::Place {
    base::Id<accounts::Person> const anna{server.add_person("Anna", true)};

    auto const& channels() const {
        return server.channels.state.world.table<messaging::Channel>().all();
    }
    Workspace() {
        // Nothing is found wrong beforehand.
        answers.by_path[table + "/imports"] = {
            200, {{"content-type", "application/json"}}, wire::json::text(tables::Imported{})};
        server.also = [this](platform::Request const& request) {
            bool const lists = request.path.compare(0, table.size() + 1, table + "?") == 0;
            return lists ? found(request.path) : answers(request);
        };
    }

private:
    // The rows whose ids are asked for.
    platform::Answer found(std::string const& query) const {
        constexpr std::size_t id_size = 36;
        world::TablePage<messaging::Channel> page;
        for (std::size_t at = 0; at + id_size <= query.size(); ++at) {
            auto const id = base::id_from_text(query.substr(at, id_size));
            auto const row = id ? channels().find({*id}) : channels().end();
            if (row != channels().end()) page.rows.push_back(row->second);
        }
        page.total = static_cast<std::int64_t>(page.rows.size());
        return {200, {{"content-type", "application/json"}}, wire::json::text(page)};
    }
    std::string const table = "/api/v1/admin/tables/messaging.channel";
};

}  // namespace

TEST_CASE("a page that is killed in an import leaves nothing half done, and nothing twice") {
    std::string file = "Title\n";
    for (int i = 0; i < rows_of_file; ++i) file += "Двор " + std::to_string(i) + "\n";
    std::size_t in_the_middle = 0;
    for (unsigned round = 0; round < rounds; ++round) {
        CAPTURE(round);
        std::mt19937 dice(round);
        Workspace workspace;
        for (int kill = 0; kill < kills_of_a_round; ++kill) {
            Page page(workspace, workspace.anna);
            page.take(file);
            if (!page.may("Import")) continue;  // all of it is there
            page.press("Import");
            page.settle(static_cast<int>(dice() % 12));
            in_the_middle += workspace.channels().size() < rows_of_file;
        }
        {
            Page page(workspace, workspace.anna);
            page.settle(20'000);  // what had been sent arrives, and then the rest is taken in
            CHECK(page.unsent() == 0);
            page.take(file);
            if (page.may("Import")) page.press("Import");
            for (int i = 0; i < 2; ++i) page.settle(10'000);
            INFO(page.described());
            REQUIRE(workspace.channels().size() == rows_of_file);
        }
        std::map<std::string, int> titles;
        for (auto const& [id, row] : workspace.channels()) ++titles[row.title];
        CHECK(titles.size() == rows_of_file);
    }
    CHECK(in_the_middle > rounds * kills_of_a_round / 2);  // or else little was interrupted
}

}  // namespace app_tables_import_kills_test
