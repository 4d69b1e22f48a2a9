// A person's client in one tab: the connection to the server, and what it shows.
#pragma once

#include <doctest/doctest.h>

#include "tests/web-client/sync/fake.hpp"
#include "web-client/sync/account.hpp"

namespace fake {

using Texts = std::vector<std::string>;

struct Client {
    Client(Machine& machine, Server& server, base::Id<accounts::Person> person)
        : tab(machine.open_tab()) {
        account = std::make_unique<client::Account>(tab, server.signed_in(person, {{9, 9}}));
    }
    // After the session has ended.
    void sign_in_again(Server& server) {
        CHECK(account->resume(server.signed_in(account->me().id, {{10, 10}})));
    }
    base::Id<messaging::Channel> create(std::string const& title) {
        base::Id<messaging::Channel> const id{client::new_id(tab)};
        auto const refused = account->want(messaging::Command(
            messaging::CreateChannel{id, {client::new_id(tab)}, account->me().id, title, ""}));
        CHECK_FALSE(refused.has_value());
        open(id);
        return id;
    }
    void open(base::Id<messaging::Channel> channel) {
        account->follow<messaging::Domain>(messaging::talk_space(channel.value));
    }
    std::optional<base::Refusal> post(base::Id<messaging::Channel> channel, std::string const& text,
                                      client::Origin const& origin = {}) {
        return account->want(
            messaging::Command(messaging::Post{channel, {client::new_id(tab)}, text}), origin);
    }
    Texts shows(base::Id<messaging::Channel> channel) const {
        Texts list;
        for (auto const& message :
             account->shown<messaging::Domain>().ordered<&messaging::Message::channel>(channel))
            list.push_back(message.text);
        return list;
    }
    // Of the messages in the tray: text and reason.
    Texts refused() const {
        Texts list;
        for (auto const& [key, returned] : account->of<messaging::Domain>().tray())
            list.push_back(std::get<messaging::Post>(returned.command).text + ": " +
                           returned.refusal.reason);
        return list;
    }
    Tab& tab;
    std::unique_ptr<client::Account> account;
};

struct Story {
    Server server;
    base::Id<accounts::Person> anna = server.add_person("Анна"), boris = server.add_person("Борис");
    Machine desk{server}, other{server};
};

}  // namespace fake
