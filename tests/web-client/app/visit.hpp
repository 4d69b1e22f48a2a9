// A client's screens on the headless stage, over a machine and a server in memory: what a person
// sees, what is sent, and what comes of the answer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/stage.hpp"
#include "tests/web-client/sync/fake.hpp"
#include "web-client/accounts/sign_in_screen.hpp"
#include "web-client/house/screens.hpp"
#include "web-client/rooms.hpp"

namespace visit {

// Answers by path, each as often as it is asked, and keeps what was asked.
struct Answers {
    std::map<std::string, platform::Answer> by_path;
    std::vector<platform::Request> asked;

    template <class Endpoint>
    void give(typename Endpoint::Response const& response) {
        by_path[std::string(Endpoint::path)] = {
            200, {{"content-type", "application/json"}}, wire::json::text(response)};
    }
    template <class Endpoint>
    void refuse(int status, std::string const& rule, platform::Headers headers = {}) {
        by_path[std::string(Endpoint::path)] = {status, std::move(headers),
                                                R"({"type":"urn:kontor:problem:)" + rule + R"("})"};
    }
    // The body of the last request to this endpoint; empty: there was none.
    template <class Endpoint>
    std::string last() const {
        return last_to(std::string(Endpoint::path));
    }
    std::string last_to(std::string const& path) const {
        for (auto at = asked.rbegin(); at != asked.rend(); ++at)
            if (at->path.substr(0, at->path.find('?')) == path)
                return at->method == "GET" ? at->path : at->body;
        return {};
    }
    std::optional<platform::Answer> operator()(platform::Request const& request) {
        asked.push_back(request);
        auto const found = by_path.find(request.path.substr(0, request.path.find('?')));
        if (found == by_path.end()) return std::nullopt;
        return found->second;
    }
};

struct Place {
    fake::Server server;
    Answers answers;
    fake::Machine machine{server};
    Place() {
        server.also = [this](platform::Request const& request) { return answers(request); };
    }
};

// Somebody who has not come in yet.
struct Stranger : Place {
    explicit Stranger(std::string const& route,
                      accounts::RegistrationMode mode = accounts::RegistrationMode::open)
        : tab(machine.open_tab()), api(tab) {
        answers.give<accounts::AboutServer>({mode, true});
        tab.place = route;
        entry = std::make_unique<accounts::SignInScreen>(
            tab, api, [this](accounts::SignedIn const& signed_in) { came_in = signed_in; });
        stage = std::make_unique<support::Stage>(
            [this](look::Ui& ui, look::Rect window) { entry->frame(ui, window, nullptr, false); });
        settle();
    }
    void settle() {
        machine.pass(100);
        stage->run(4);
    }
    void press(std::string const& button) {
        stage->click(look::Role::button, button);
        settle();
    }
    void open(std::string const& address) {
        tab.place = address;
        stage->run(2);
        settle();
    }
    fake::Tab& tab;
    syncing::Api api;
    std::optional<accounts::SignedIn> came_in;
    std::unique_ptr<accounts::SignInScreen> entry;
    std::unique_ptr<support::Stage> stage;
};

// Somebody who is signed in.
struct Member : Place {
    explicit Member(std::string const& route, bool administrator = false)
        : anna(server.add_person("Anna", administrator)),
          boris(server.add_person("Boris")),
          tab(machine.open_tab()) {
        account = std::make_unique<syncing::Account>(tab, server.signed_in(anna, {{9, 9}}));
        machine.pass(3'000);
        tab.place = route;
        screens = std::make_unique<house::Screens<Rooms>>(tab, account->api(), *account);
        stage = std::make_unique<support::Stage>([this](look::Ui& ui, look::Rect window) {
            auto const now = screens->frame(ui, window, shell::Shade::dark);
            if (now.language) language = now.language;
            if (now.shade) shade = now.shade;
        });
        settle();
    }
    // News come after a second.
    void settle(int ms = 2'500) {
        stage->run(2);
        machine.pass(ms);
        stage->run(4);
    }
    void press(std::string const& button, std::string const& within = {}) {
        stage->click(look::Role::button, button, within);
        stage->run(2);
        settle();
    }
    accounts::Account const* row() const {
        return account->shown<accounts::Domain>().find(accounts::account_of(anna));
    }
    base::Id<accounts::Person> anna, boris;
    fake::Tab& tab;
    std::unique_ptr<syncing::Account> account;
    std::unique_ptr<house::Screens<Rooms>> screens;
    std::unique_ptr<support::Stage> stage;
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
};

}  // namespace visit
