// A whole server on a fresh database and a free port, and people who talk to it over real HTTP.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/pqxx.hpp"
#include "server/outside.hpp"
#include "server/settings.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/news.hpp"
#include "tests/server/http/client.hpp"
#include "tests/support/throwaway.hpp"

namespace server {
class App;
}

namespace scene {

constexpr char const* password = "correct horse battery";

template <class Response>
struct Answered {
    http_test::Answer raw;
    Response value{};  // of a good answer

    int status() const { return raw.status; }
    // "email-taken" of a problem.
    std::string rule() const;
    bool says(std::string_view text) const { return raw.body.find(text) != std::string::npos; }
};
std::string rule_in(std::string const& problem);
// What was answered, into a file of the folder that TEST_ANSWERS names, if it does. Peers do it.
void write_down(std::string const& method, std::string const& target,
                http_test::Answer const& answer);
// "https://…/join#word" has "word".
std::string word_in(std::string const& link);
std::string percent_encoded(std::string_view text);
class Server;
// "accounts.person", of all tables that are not PostgreSQL's own, sorted.
std::vector<std::string> tables_of(Server const& server);

// One client of the API: with its own connection for each request, its tokens, and its numbers.
class Peer {
public:
    explicit Peer(std::uint16_t port) : port_(port), client(server::fresh_id()) {}

    // An endpoint of the domains, by its method and path.
    template <class Endpoint>
    Answered<typename Endpoint::Response> ask(typename Endpoint::Request const& request = {}) {
        Answered<typename Endpoint::Response> answered;
        answered.raw = call(Endpoint::method, Endpoint::path, &request, &answered.value);
        return answered;
    }
    http_test::Answer raw(std::string const& method, std::string const& target,
                          std::string const& body, std::string more_headers = "");

    // Signs up with an address made of the name, and keeps the tokens.
    void register_as(std::string const& name, std::string const& invitation = "");
    void sign_in();
    void keep(accounts::SignedIn const& signed_in);
    // The administrator's right of somebody, with one's own password.
    Answered<wire::Nothing> change_right(base::Id<accounts::Person> of, bool administrator) {
        return ask<accounts::ChangeRight>({of, {password}, administrator});
    }

    // The next command of its domain; the answer to it.
    template <class Command>
    world::Answer send(Command const& command) {
        using Domain = Domains::OfCommand<Command>;
        auto const answered = send_numbered(++numbers[Domain::name], command);
        must_be_one(answered);
        return answered.value.answers[0];
    }
    template <class Command>
    Answered<world::CommandsAnswer> send_numbered(std::int64_t number, Command const& command) {
        return send_any(Domains::OfCommand<Command>::name, number, Command::type_name, &command);
    }
    template <class... Commands>
    Answered<world::CommandsAnswer> send_numbered(std::int64_t number,
                                                  std::variant<Commands...> const& any) {
        return std::visit([&](auto const& command) { return send_numbered(number, command); }, any);
    }
    news::Answer news(std::string const& since = "", std::int64_t wait_s = 0);

private:
    std::uint16_t port_;

public:
    base::Id128 client;
    base::Id<accounts::Person> person;
    base::Id<accounts::Session> session;
    std::string name, email, token, refresh_token;
    bool bytes = false;                                  // speaks cereal instead of JSON
    std::map<std::string_view, std::int64_t> numbers{};  // of the last command of each domain

private:
    static void must_be_one(Answered<world::CommandsAnswer> const& answered);
    // `request` and `response` are of the types that the endpoint has. The response is filled when
    // the answer is a good one; one that cannot be read throws.
    http_test::Answer call(wire::Method method, std::string_view path, void const* request,
                           void* response);
    Answered<world::CommandsAnswer> send_any(std::string_view domain, std::int64_t number,
                                             std::string_view type, void const* command);
};

template <class Response>
std::string Answered<Response>::rule() const {
    return rule_in(raw.body);
}

// A server that runs as long as this lives.
class Server {
public:
    using Change = std::function<void(server::Settings&)>;
    // Several servers may be given one database. There are no rate limits unless they are asked
    // for.
    explicit Server(std::shared_ptr<support::Throwaway> database = nullptr,
                    Change const& change = {});
    explicit Server(Change const& change) : Server(nullptr, change) {}
    ~Server();
    Server(Server&&) noexcept;
    std::shared_ptr<support::Throwaway> database() const { return database_; }
    std::uint16_t port() const;
    server::App& app() { return *app_; }
    Peer stranger() const { return Peer(port()); }
    Peer registered(std::string const& name) const;
    // The word of the first administrator's link, and whoever signs up with it.
    std::string first_word();
    Peer administrator(std::string const& name = "admin");
    // Runs a statement as somebody who may touch the database.
    pqxx::result sql(std::string const& statement) const;

private:
    std::shared_ptr<support::Throwaway> database_;
    std::unique_ptr<server::App> app_;
};

// Two people in a channel of the first one's.
struct Talk {
    explicit Talk(Server const& server);
    messaging::Post post(std::string text) const;
    Peer anna, boris;
    base::Id<messaging::Channel> channel;
};

// What an answer tells of one domain.
template <class Domain>
world::News<Domain> told(news::Answer const& answer) {
    for (auto const& of_domain : answer.domains)
        if (auto const* news = std::get_if<world::News<Domain>>(&of_domain)) return *news;
    return {};
}

// The rows of one type that an answer tells.
template <class Row>
std::vector<Row> rows_in(news::Answer const& answer) {
    std::vector<Row> rows;
    auto const look = [&]<class Domain>(world::News<Domain> const& news) {
        if constexpr (std::is_constructible_v<typename Domain::Row, Row>)
            for (auto const& space : news.spaces)
                for (auto const& told : space.rows)
                    if (auto const* row = std::get_if<Row>(&told.row)) rows.push_back(*row);
    };
    for (auto const& of_domain : answer.domains) std::visit(look, of_domain);
    return rows;
}

// How far somebody is who was told this.
inline std::vector<news::Held> held_after(news::Answer const& answer) {
    std::vector<news::Held> list;
    auto const hold = [&]<class Domain>(world::News<Domain> const& news) {
        world::Held<Domain> held{news.history, {}};
        for (auto const& space : news.spaces)
            held.spaces.push_back(
                {space.space,
                 space.kind == world::NewsKind::withheld ? world::Have::withheld : space.version,
                 space.next});
        list.push_back(held);
    };
    for (auto const& of_domain : answer.domains) std::visit(hold, of_domain);
    return list;
}

accounts::Account account_of(Peer& peer);

// So many members more, called "Worker 1" and so on, put straight into the table.
void hire(Server const& server, std::int64_t members);

}  // namespace scene
