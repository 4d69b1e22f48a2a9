// A whole server that sends its letters to a sink, an administrator, and what is done in most tests
// of letters.
#pragma once

#include <doctest/doctest.h>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"
#include "tests/support/mail_sink.hpp"

namespace scene {

constexpr char const* home = "https://kontor.example.org";
constexpr char const* other_password = "another good password";

struct MailStage {
    explicit MailStage(Server::Change const& change = {}, bool sends = true)
        : server([&](server::Settings& settings) {
              settings.public_url = home;
              if (sends) settings.smtp_url = sink.url();
              settings.mail_from = "Kontor <kontor@example.org>";
              if (change) change(settings);
          }),
          administrator(server.port()) {
        administrator.register_as("admin", server.first_word());
    }

    Answered<accounts::Registration> ask_to_register(std::string const& email,
                                                     std::string const& with = password,
                                                     std::string const& invitation = "") {
        return server.stranger().ask<accounts::RegisterPerson>(
            {"Новый человек", email, with, "a test", invitation, false, "ru"});
    }
    Answered<accounts::ConfirmEmail::Response> confirm(std::string const& word) {
        return server.stranger().ask<accounts::ConfirmEmail>({word});
    }
    // Of a registration: with the password that was chosen then.
    Answered<accounts::ConfirmRegistration::Response> finish(std::string const& word,
                                                             std::string const& with = password) {
        return server.stranger().ask<accounts::ConfirmRegistration>({word, with});
    }
    Answered<accounts::LookAtLink::Response> look(std::string const& word) {
        return server.stranger().ask<accounts::LookAtLink>({word});
    }
    // As an administrator sees it, who has just said the password.
    Answered<accounts::SeeLetterLink::Response> link_of(base::Id<accounts::Letter> letter) {
        return administrator.ask<accounts::SeeLetterLink>({letter, {password}});
    }
    std::string word_of(base::Id<accounts::Letter> letter) {
        auto const seen = link_of(letter);
        REQUIRE_MESSAGE(seen.status() == 200, seen.raw.body);
        return word_in(seen.value.link);
    }
    // Of the administrator: they do what a token for scripts may do at most.
    Peer admin_script() {
        auto const made = administrator.ask<accounts::CreateToken>(
            {"robot", accounts::Scope::admin, 1, {password}});
        REQUIRE(made.status() == 200);
        auto script = server.stranger();
        script.token = made.value.token;
        return script;
    }
    Answered<accounts::ResetPassword::Response> reset(std::string const& word,
                                                      std::string const& to) {
        return server.stranger().ask<accounts::ResetPassword>({word, to});
    }
    Answered<accounts::SignedIn> sign_in(std::string const& email,
                                         std::string const& with = password) {
        return server.stranger().ask<accounts::SignIn>({email, with, "a test", false});
    }
    // Somebody whose e-mail was confirmed by letter, signed in.
    Peer member(std::string const& name) {
        auto const email = name + "@example.org";
        REQUIRE(ask_to_register(email).status() == 202);
        REQUIRE(finish(sink.next_to(email).word_of("confirm")).status() == 200);
        auto peer = server.stranger();
        peer.email = email;
        peer.sign_in();
        return peer;
    }
    std::string reset_word(std::string const& email) {
        auto const before = sink.count_to(email);
        REQUIRE(server.stranger().ask<accounts::RequestReset>({email}).status() == 202);
        for (auto after = before;; ++after) {  // beside other letters that were on their way
            auto const word = sink.next_to(email, after).word_of("reset");
            if (!word.empty()) return word;
        }
    }
    std::vector<accounts::Letter> letters() {
        return administrator.ask<accounts::ListLetters>().value.rows;
    }
    std::vector<std::string> audited() {
        std::vector<std::string> actions;
        wire::ListRequest all;
        all.limit = 200;
        for (auto const& entry : administrator.ask<accounts::ListAudit>(all).value.rows)
            actions.push_back(entry.action);
        return actions;
    }
    bool was_audited(std::string const& action) {
        auto const actions = audited();
        return std::find(actions.begin(), actions.end(), action) != actions.end();
    }
    pqxx::result sql(std::string const& statement) const { return server.sql(statement); }
    // As if all links had been made this long ago.
    void let_pass(std::int64_t seconds) const {
        sql("update accounts.link set ends = ends - " + std::to_string(seconds) +
            " * 1000000::bigint");
    }

    support::MailSink sink;
    Server server;
    Peer administrator;
};

}  // namespace scene
