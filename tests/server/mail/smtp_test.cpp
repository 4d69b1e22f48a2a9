#include "server/mail/smtp.hpp"

#include <doctest/doctest.h>

#include "tests/support/mail_sink.hpp"

namespace smtp_test {
namespace {

using mail::encoded_words;
using mail::sender_from_text;

mail::Message message() {
    return {"letter-7", "boris@example.org", "Подтвердите почту", "Привет = привет.\n.\nhttp://k/",
            "<p>Привет</p>"};
}

TEST_CASE("a header holds any text in words of ASCII, none longer than 75") {
    CHECK(encoded_words("A new password") == "A new password");
    CHECK(encoded_words("Почта") == "=?UTF-8?B?0J/QvtGH0YLQsA==?=");
    CHECK(encoded_words("=?UTF-8?B?eA==?=") != "=?UTF-8?B?eA==?=");  // would be read as another
    std::string longer;
    for (int i = 0; i < 30; ++i) longer += "ж🙂";
    auto const words = encoded_words(longer);
    std::size_t begin = 0;
    while (begin < words.size()) {
        auto const end = std::min(words.find(' ', begin), words.size());
        CHECK(end - begin <= 75);
        CHECK(words.substr(end - 2, 2) == "?=");
        begin = end + 1;
    }
    for (auto const& nasty :
         {std::string("a\r\nBcc: x@example.org"), std::string("a\nb"), std::string("a\0b", 3)})
        for (char const c : encoded_words(nasty)) CHECK(static_cast<unsigned char>(c) >= ' ');
}

TEST_CASE("a sender is an address, alone or with a name") {
    auto const alone = sender_from_text("kontor@example.org");
    CHECK(alone.address == "kontor@example.org");
    CHECK(alone.name.empty());
    auto const named = sender_from_text("Контор, склад <kontor@example.org>");
    CHECK(named.name == "Контор, склад");
    CHECK(mail::to_text(named) == "Контор, склад <kontor@example.org>");
    for (auto const* wrong :
         {"", "kontor", "<kontor@example.org", "a <b>", "a\r\nb <c@example.org>",
          "\"a\" <c@example.org>", "a@example.org, b@example.org", ">"})
        CHECK_THROWS_AS(sender_from_text(wrong), std::invalid_argument);
}

TEST_CASE("the address of a mail server is checked, and shown without its password") {
    for (auto const* good : {"smtp://127.0.0.1:2525", "smtps://mail.example.org",
                             "smtp://user%40example.org:ge%3Aheim@mail.example.org:587"})
        CHECK_MESSAGE(mail::problem_of_url(good).empty(), good);
    for (auto const* wrong : {"mail.example.org", "http://mail.example.org", "smtp://",
                              "smtp://h:x", "smtp://u:geheim%zz@h/path", "smtp://h/?x=1"}) {
        CHECK_MESSAGE(!mail::problem_of_url(wrong).empty(), wrong);
        CHECK(mail::problem_of_url(wrong).find("geheim") == std::string::npos);
    }
    CHECK(mail::masked_url("smtp://user:geheim@mail.example.org:587") ==
          "smtp://user:***@mail.example.org:587/");
    CHECK(mail::masked_url("smtp://u:geheim@h:x").find("geheim") == std::string::npos);
    CHECK(mail::masked_url("").empty());
}

TEST_CASE("a letter arrives with its headers, as plain text and as HTML") {
    support::MailSink sink;
    mail::Smtp const smtp({sink.url(), {"Контор", "kontor@example.org"}});
    CHECK(smtp.is_on());
    smtp.send(message());
    auto const mail = sink.next_to("boris@example.org");
    CHECK(mail.from == "kontor@example.org");
    CHECK(mail.header("To") == "<boris@example.org>");
    CHECK(mail.header("From") == "=?UTF-8?B?0JrQvtC90YLQvtGA?= <kontor@example.org>");
    CHECK(mail.header("Subject") == encoded_words("Подтвердите почту"));
    CHECK(mail.header("Message-ID") == "<letter-7@example.org>");
    CHECK(mail.header("Auto-Submitted") == "auto-generated");
    CHECK(mail.header("Date").find(" +0000") != std::string::npos);
    for (char const c : mail.raw) CHECK_FALSE(static_cast<unsigned char>(c) >= 128);
    auto const text = mail.text();
    auto const plain = text.find("Content-Type: text/plain; charset=utf-8");
    auto const html = text.find("Content-Type: text/html; charset=utf-8");
    CHECK(plain < html);
    CHECK(html != std::string::npos);
    CHECK(text.find("Привет = привет.\r\n.\r\nhttp://k/") != std::string::npos);
    CHECK(text.find("<p>Привет</p>") != std::string::npos);
    // Nothing is around the two that a program could take for something attached.
    CHECK(mail.header("Content-Type").rfind("multipart/alternative", 0) == 0);
    CHECK(text.find("boundary=") == text.rfind("boundary="));
}

TEST_CASE("what cannot be sent is an exception, and nothing gets into the headers") {
    support::MailSink sink;
    mail::Smtp const smtp({sink.url(), {"", "kontor@example.org"}});
    auto wrong = message();
    wrong.recipient = "a@example.org>\r\nRCPT TO:<b@example.org";
    CHECK_THROWS_AS(smtp.send(wrong), mail::SendFailed);
    wrong = message();
    wrong.id = "a\r\nBcc: b@example.org";
    CHECK_THROWS_AS(smtp.send(wrong), mail::SendFailed);
    CHECK(sink.all().empty());
    sink.refuse_with("550 we do not want this");
    CHECK_THROWS_AS(smtp.send(message()), mail::Refused);
    sink.refuse_with("451 the mailbox is full");
    try {
        smtp.send(message());
        FAIL("it was sent");
    } catch (mail::Refused const&) {
        FAIL("a full mailbox may be empty tomorrow");
    } catch (mail::SendFailed const&) {
        CHECK(sink.all().empty());
    }
    mail::Smtp const nowhere({"smtp://127.0.0.1:1", {"", "kontor@example.org"}});
    CHECK_THROWS_AS(nowhere.send(message()), mail::SendFailed);
    sink.refuse_with("");
    smtp.send(message());
    CHECK(sink.count_to("boris@example.org") == 1);
    mail::Smtp ending({sink.url(), {"", "kontor@example.org"}});
    ending.stop();
    CHECK_THROWS_AS(ending.send(message()), mail::SendFailed);
}

// What a mail server refuses, and what is made of it: the name of the exception and its words.
std::pair<std::string, std::string> refusal_of(mail::Smtp const& smtp) {
    try {
        smtp.send(message());
    } catch (mail::Refused const& error) {
        return {"refused", error.what()};
    } catch (mail::Unwelcome const& error) {
        return {"unwelcome", error.what()};
    } catch (mail::SendFailed const& error) {
        return {"failed", error.what()};
    }
    return {"sent", ""};
}

std::string with_name(std::string url, std::string const& host = "127.0.0.1") {
    url.replace(url.find("127.0.0.1"), 9, "kontor:geheim@" + host);
    return url;
}

TEST_CASE("a refusal of the letter, of ourselves, and of this moment are three") {
    support::MailSink sink;
    mail::Smtp const smtp({with_name(sink.url()), {"", "kontor@example.org"}});
    CHECK(refusal_of(smtp).first == "sent");
    struct Row {
        char const *command, *answer, *meaning;
    };
    for (Row const row :
         {Row{"RCPT", "550 5.1.1 no such mailbox", "refused"},
          Row{"DATA", "554 5.7.1 no letters like this", "refused"},
          Row{".", "552 5.3.4 too long", "refused"}, Row{"AUTH", "535 5.7.8 who?", "unwelcome"},
          Row{"MAIL", "550 5.7.1 not your address", "unwelcome"},
          Row{"RCPT", "530 5.7.0 authentication required", "unwelcome"},
          Row{"RCPT", "450 4.2.0 grey list", "failed"}, Row{"AUTH", "454 4.7.0 later", "failed"},
          Row{"MAIL", "452 4.3.1 no space", "failed"}, Row{".", "451 4.3.0 later", "failed"},
          Row{"", "554 no service here", "failed"}, Row{"", "421 busy", "failed"}}) {
        CAPTURE(row.answer);
        sink.refuse_with(row.answer, row.command);
        auto const refusal = refusal_of(smtp);
        CHECK(refusal.first == row.meaning);
        CHECK_MESSAGE(refusal.second.find(row.answer) != std::string::npos, refusal.second);
    }
    CHECK(sink.all().size() == 1);
}

// As they hear of us who take the offer of TLS away: nothing but that we are there.
bool was_told_nothing(support::MailSink const& sink) {
    for (auto const& line : sink.heard())
        if (line.substr(0, 4) != "EHLO" && line.substr(0, 4) != "QUIT") return false;
    return true;
}

TEST_CASE("neither letters nor passwords travel in the open to another machine") {
    support::MailSink sink;
    auto const to_other = [&](std::string const& user, std::string const& more = "") {
        // 0.0.0.0 leads to this machine, but is none of its names.
        auto url = sink.url() + more;
        url.replace(url.find("127.0.0.1"), 9, user + "0.0.0.0");
        CHECK(mail::problem_of_url(url).empty());
        return refusal_of(mail::Smtp({url, {"", "kontor@example.org"}})).first;
    };
    for (auto const* user : {"", "kontor@", "kontor:geheim@"}) {
        CAPTURE(user);
        CHECK(to_other(user) == "failed");
    }
    // Whoever must may say so of letters, and of no password.
    for (auto const* user : {"kontor@", "kontor:geheim@"})
        CHECK(to_other(user, "?tls=optional") == "failed");
    CHECK(was_told_nothing(sink));
    CHECK(to_other("", "?tls=optional") == "sent");
    CHECK(sink.count_to("boris@example.org") == 1);
}

}  // namespace
}  // namespace smtp_test
