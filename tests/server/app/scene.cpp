#include "tests/server/app/scene.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/app.hpp"
#include "server/database/fingerprint.hpp"
#include "server/database/transaction.hpp"
#include "server/outside.hpp"
#include "shared/protocol.hpp"
#include "tests/server/app/key_file.hpp"

namespace scene {

std::string rule_in(std::string const& problem) {
    std::string const begin = "urn:kontor:problem:";
    auto const at = problem.find(begin);
    if (at == std::string::npos) return {};
    auto const first = at + begin.size();
    return problem.substr(first, problem.find('"', first) - first);
}

std::string percent_encoded(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '-' || c == '_' || c == '.') {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 0xF];
        }
    }
    return encoded;
}

// For tests/openapi/answers, which holds it against the API's description.
void write_down(std::string const& method, std::string const& target,
                http_test::Answer const& answer) {
    auto const* folder = std::getenv("TEST_ANSWERS");
    if (folder == nullptr || *folder == 0) return;
    std::filesystem::create_directories(folder);
    std::ofstream file(
        std::filesystem::path(folder) / ("server-" + std::to_string(::getpid()) + ".jsonl"),
        std::ios::app);
    using server::quoted_json;
    auto const type = answer.header("content-type");
    bool const is_text = type.find("json") != std::string::npos;
    file << "{\"method\":" << quoted_json(method)
         << ",\"path\":" << quoted_json(target.substr(0, target.find('?')))
         << ",\"status\":" << answer.status << ",\"type\":" << quoted_json(type)
         << ",\"body\":" << quoted_json(is_text ? answer.body : "") << "}\n";
}

http_test::Answer Peer::raw(std::string const& method, std::string const& target,
                            std::string const& body, std::string more_headers) {
    if (!token.empty()) more_headers += "Authorization: Bearer " + token + "\r\n";
    if (bytes) more_headers += "Accept: " + protocol::content_type() + "\r\n";
    if (method != "GET") {
        if (more_headers.find("Content-Type:") == std::string::npos)
            more_headers +=
                "Content-Type: " + (bytes ? protocol::content_type() : "application/json") + "\r\n";
        more_headers += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    http_test::Client connection(port_);
    auto answer = connection.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" +
                                 more_headers + "\r\n" + body);
    if (!answer) throw std::runtime_error("no answer to " + method + " " + target);
    write_down(method, target, *answer);
    if (answer->status >= 400) CHECK(answer->header("content-type") == "application/problem+json");
    return std::move(*answer);
}

void Peer::register_as(std::string const& called, std::string const& invitation) {
    name = called;
    email = called + "@example.org";
    auto const answered =
        ask<accounts::RegisterPerson>({name, email, password, "a test", invitation, false});
    REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
    REQUIRE(answered.value.signed_in);
    keep(*answered.value.signed_in);
}

void Peer::sign_in() {
    auto const answered = ask<accounts::SignIn>({email, password, "another device", false});
    REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
    keep(answered.value);
}

void Peer::keep(accounts::SignedIn const& signed_in) {
    person = signed_in.person.id;
    session = signed_in.session;
    token = signed_in.access_token;
    refresh_token = signed_in.refresh_token;
}

void Peer::must_be_one(Answered<world::CommandsAnswer> const& answered) {
    REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
    REQUIRE(answered.value.answers.size() == 1);
}

news::Answer Peer::news(std::string const& since, std::int64_t wait_s) {
    auto const answered = ask<news::FollowNews>({since, wait_s});
    REQUIRE_MESSAGE(answered.status() == 200, answered.raw.body);
    return answered.value;
}

std::vector<std::string> tables_of(Server const& server) {
    std::vector<std::string> tables;
    for (auto const& row : server.sql(
             "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where "
             "schemaname not in ('pg_catalog', 'information_schema') order by 1"))
        tables.push_back(row[0].as<std::string>());
    return tables;
}

std::filesystem::path key_file_of(support::Throwaway const& database) {
    static support::TemporaryFolder const folder;
    return folder.path() / (database::fingerprint(database.url()).substr(0, 16) + ".key");
}

Server::Server(std::shared_ptr<support::Throwaway> database, Change const& change)
    : database_(std::move(database)) {
    if (!database_)
        database_ = std::make_shared<support::Throwaway>(support::Throwaway::Start::migrated);
    server::Settings settings;
    settings.listen.port = 0;
    settings.database_url = database_->url();
    settings.migration_url = database_->owner_url();
    settings.key_file = key_file_of(*database_);
    settings.workers = 4;
    settings.rate_limits = 0;
    if (change) change(settings);
    app_ = std::make_unique<server::App>(settings, support::quiet());
    REQUIRE(app_->prepare([] { return false; }));
}

Server::~Server() = default;
Server::Server(Server&&) noexcept = default;

std::uint16_t Server::port() const { return app_->port(); }

Peer Server::registered(std::string const& name) const {
    Peer peer(port());
    peer.register_as(name);
    return peer;
}

std::string Server::first_word() {
    auto const link = app_->first_link();
    REQUIRE(link);
    return word_in(*link);
}

std::string word_in(std::string const& link) { return link.substr(link.rfind('#') + 1); }

Peer Server::administrator(std::string const& name) {
    Peer peer(port());
    peer.register_as(name, first_word());
    return peer;
}

Talk::Talk(Server const& server)
    : anna(server.registered("anna")),
      boris(server.registered("boris")),
      channel{server::fresh_id()} {
    using world::Outcome;
    auto const id = [] { return server::fresh_id(); };
    auto const created =
        anna.send(messaging::CreateChannel{channel, {id()}, anna.person, "Общий", ""});
    REQUIRE(created.outcome == Outcome::accepted);
    auto const invited = anna.send(messaging::Invite{channel, {id()}, boris.person});
    REQUIRE(invited.outcome == Outcome::accepted);
}

messaging::Post Talk::post(std::string text) const {
    return {channel, {server::fresh_id()}, std::move(text)};
}

pqxx::result Server::sql(std::string const& statement) const {
    database::Pool pool({database_->owner_url()});  // tests may do what servers may not
    return database::with_transaction(
        pool, database::Isolation::read_committed,
        [&](pqxx::transaction_base& t) { return database::run(t, statement); });
}

accounts::Account account_of(Peer& peer) {
    auto const rows = rows_in<accounts::Account>(peer.news());
    REQUIRE(rows.size() == 1);
    return rows[0];
}

void hire(Server const& server, std::int64_t members) {
    server.sql(
        "insert into accounts.person (id, name, email, administrator, registered, biography, "
        "location, avatar, blocked, manages_groups, kind) select gen_random_uuid(), 'Worker ' || "
        "n, 'worker' || n || '@example.com', false, 1, '', '', '', false, false, 'member' from "
        "generate_series(1, " +
        std::to_string(members) + ") as n");
}

}  // namespace scene
