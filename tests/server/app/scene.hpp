// A whole server on a fresh database and a free port, and people who talk to it over real HTTP.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/app.hpp"
#include "server/outside.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/news.hpp"
#include "shared/protocol.hpp"
#include "shared/wire/bytes.hpp"
#include "tests/server/http/client.hpp"
#include "tests/support/throwaway.hpp"

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

template <class T>
std::string plain_text(T const& value) {
    auto text = wire::json::text(value);
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    return text;
}

// One client of the API: with its own connection for each request, its tokens, and its numbers.
class Peer {
public:
    explicit Peer(std::uint16_t port) : port_(port), client(server::fresh_id()) {}

    template <class Endpoint>
    Answered<typename Endpoint::Response> ask(typename Endpoint::Request const& request = {}) {
        Answered<typename Endpoint::Response> answered;
        answered.raw =
            raw(method_of<Endpoint>(), target_of<Endpoint>(request), body_of<Endpoint>(request));
        if (answered.raw.status / 100 != 2) return answered;
        if (answered.raw.header("content-type") == protocol::content_type()) {
            using Response = typename Endpoint::Response;
            answered.value = wire::from_bytes<Response>(answered.raw.body);
            // Held against the description, too, which knows it as JSON.
            write_down(method_of<Endpoint>(), target_of<Endpoint>(request),
                       {answered.raw.status,
                        {{"content-type", "application/json"}},
                        wire::json::text(answered.value)});
        } else {
            auto const problems = wire::json::parse(answered.raw.body, answered.value);
            if (!problems.empty())
                throw std::runtime_error("not understood: " + problems[0].path + " " +
                                         problems[0].rule + " in " + answered.raw.body);
        }
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
        using Domain = Domains::OfCommand<Command>;
        return ask<world::TakeCommands<Domain>>({client, {{number, command}}});
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

    template <class Endpoint>
    static std::string method_of() {
        return Endpoint::method == wire::Method::get ? "GET" : "POST";
    }
    template <class Endpoint>
    static std::string target_of(typename Endpoint::Request const& request) {
        std::string target(Endpoint::path);
        char next = '?';
        base::each_field<typename Endpoint::Request>([&](auto const& f) {
            auto const text = percent_encoded(plain_text(request.*f.member));
            auto const placeholder = "{" + std::string(f.name) + "}";
            if (auto const at = target.find(placeholder); at != std::string::npos) {
                target.replace(at, placeholder.size(), text);
            } else if (Endpoint::method == wire::Method::get && !text.empty()) {
                target += next + std::string(f.name) + "=" + text;
                next = '&';
            }
        });
        return target;
    }
    template <class Endpoint>
    std::string body_of(typename Endpoint::Request const& request) const {
        if (Endpoint::method == wire::Method::get) return {};
        if (bytes) return wire::to_bytes(request);
        std::string body;  // what is named in the path travels there
        base::each_field<typename Endpoint::Request>([&](auto const& f) {
            if (Endpoint::path.find("{" + std::string(f.name) + "}") != std::string_view::npos)
                return;
            body += (body.empty() ? "\"" : ",\"") + std::string(f.name) +
                    "\":" + wire::json::text(request.*f.member);
        });
        return "{" + body + "}";
    }
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
    std::shared_ptr<support::Throwaway> database() const { return database_; }
    std::uint16_t port() const { return app_->port(); }
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
            held.spaces.push_back({space.space, space.version, space.next});
        list.push_back(held);
    };
    for (auto const& of_domain : answer.domains) std::visit(hold, of_domain);
    return list;
}

accounts::Account account_of(Peer& peer);

}  // namespace scene
