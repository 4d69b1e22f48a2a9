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
        keep(Endpoint::path,
             {200, {{"content-type", "application/json"}}, wire::json::text(response)});
    }
    template <class Endpoint>
    void refuse(int status, std::string const& rule, platform::Headers headers = {}) {
        keep(Endpoint::path,
             {status, std::move(headers), R"({"type":"urn:kontor:problem:)" + rule + R"("})"});
    }
    // The body of the last request to this endpoint; empty: there was none.
    template <class Endpoint>
    std::string last() const {
        return last_to(std::string(Endpoint::path));
    }
    std::string last_to(std::string const& path) const;
    std::optional<platform::Answer> operator()(platform::Request const& request);

private:
    void keep(std::string_view path, platform::Answer answer);
};

struct Place {
    fake::Server server;
    Answers answers;
    fake::Machine machine{server};
    Place();
    ~Place();
};

// Somebody who has not come in yet.
struct Stranger : Place {
    explicit Stranger(std::string const& route,
                      accounts::RegistrationMode mode = accounts::RegistrationMode::open);
    ~Stranger();
    void settle();
    void press(std::string const& button);
    void open(std::string const& address);
    fake::Tab& tab;
    client::Api api;
    std::optional<accounts::SignedIn> came_in;
    std::optional<words::Language> usual;  // as the page wishes it
    std::unique_ptr<accounts::SignInScreen> entry;
    std::unique_ptr<support::Stage> stage;
};

// Somebody who is signed in, and before that `first` was done.
struct Member : Place {
    using First = std::function<void(Member&)>;
    explicit Member(std::string const& route, bool administrator = false, First const& first = {});
    ~Member();
    // News come after a second.
    void settle(int ms = 2'500);
    void press(std::string const& button, std::string const& within = {});
    accounts::Account const* row() const;
    base::Id<accounts::Person> anna, boris;
    fake::Tab& tab;
    std::unique_ptr<client::Account> account;
    std::unique_ptr<house::Screens<Rooms>> screens;
    std::unique_ptr<support::Stage> stage;
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
};

}  // namespace visit
