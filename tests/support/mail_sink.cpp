#include "tests/support/mail_sink.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace support {

namespace {

std::string between(std::string const& text, char open, char close) {
    auto const begin = text.find(open);
    auto const end = text.find(close, begin + 1);
    if (begin == std::string::npos || end == std::string::npos) return {};
    return text.substr(begin + 1, end - begin - 1);
}

void say(int connection, std::string const& line) {
    auto const bytes = line + "\r\n";
    if (send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) return;
}

// A line without its end; false when the peer is gone.
bool read_line(int connection, std::string& pending, std::string& line) {
    for (;;) {
        auto const end = pending.find("\r\n");
        if (end != std::string::npos) {
            line = pending.substr(0, end);
            pending.erase(0, end + 2);
            return true;
        }
        char bytes[4096];
        auto const count = recv(connection, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        pending.append(bytes, static_cast<std::size_t>(count));
    }
}

}  // namespace

std::string Mail::header(std::string const& name) const {
    auto const at = raw.find(name + ": ");
    if (at == std::string::npos || at > raw.find("\r\n\r\n")) return {};
    auto const begin = at + name.size() + 2;
    return raw.substr(begin, raw.find("\r\n", begin) - begin);
}

std::string Mail::text() const {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '=') {
            out += raw[i];
        } else if (raw.compare(i, 3, "=\r\n") == 0) {
            i += 2;
        } else {
            auto const code = raw.substr(i + 1, 2);
            char* end = nullptr;
            auto const value = std::strtol(code.c_str(), &end, 16);
            if (code.size() == 2 && *end == '\0') {
                out += static_cast<char>(value);
                i += 2;
            } else {
                out += '=';
            }
        }
    }
    return out;
}

std::string Mail::word_of(std::string const& page) const {
    auto const whole = text();
    auto const mark = "/" + page + "#";
    auto const at = whole.find(mark);
    if (at == std::string::npos) return {};
    auto const begin = at + mark.size();
    return whole.substr(begin, whole.find_first_of("\r\n\"< ", begin) - begin);
}

MailSink::MailSink() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket_, plain, size) != 0 || ::listen(socket_, 64) != 0 ||
        getsockname(socket_, plain, &size) != 0)
        throw std::runtime_error("no port for letters");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { listen(); });
}

MailSink::~MailSink() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
}

void MailSink::refuse_with(std::string answer, std::string to) {
    std::lock_guard const lock(mutex_);
    refusal_ = std::move(answer);
    refused_ = std::move(to);
}

std::string MailSink::answer_to(std::string const& command, std::string const& usual) const {
    std::lock_guard const lock(mutex_);
    return refusal_.empty() || refused_ != command ? usual : refusal_;
}

std::vector<std::string> MailSink::heard() const {
    std::lock_guard const lock(mutex_);
    return heard_;
}

std::vector<Mail> MailSink::all() const {
    std::lock_guard const lock(mutex_);
    return mails_;
}

std::size_t MailSink::count_to(std::string const& recipient) const {
    auto const mails = all();
    return static_cast<std::size_t>(std::count_if(
        mails.begin(), mails.end(), [&](Mail const& mail) { return mail.recipient == recipient; }));
}

Mail MailSink::next_to(std::string const& recipient, std::size_t after) const {
    std::unique_lock lock(mutex_);
    Mail found;
    auto const is_there = [&] {
        auto left = after;
        for (auto const& mail : mails_) {
            if (mail.recipient != recipient) continue;
            if (left-- > 0) continue;
            found = mail;
            return true;
        }
        return false;
    };
    if (!came_.wait_for(lock, std::chrono::seconds(20), is_there))
        throw std::runtime_error("no letter came to " + recipient);
    return found;
}

void MailSink::listen() {
    for (;;) {
        int const connection = accept(socket_, nullptr, nullptr);
        if (connection < 0) return;
        talk(connection);
        close(connection);
    }
}

void MailSink::talk(int connection) {
    std::string pending, line;
    Mail mail;
    say(connection, answer_to("", "220 sink"));
    while (read_line(connection, pending, line)) {
        auto const verb = line.substr(0, 4);
        {
            std::lock_guard const lock(mutex_);
            heard_.push_back(line);
        }
        if (verb == "MAIL") mail.from = between(line, '<', '>');
        if (verb == "RCPT") mail.recipient = between(line, '<', '>');
        if (verb == "QUIT") return say(connection, "221 bye");
        if (verb == "EHLO") say(connection, "250-sink");
        auto const usual = verb == "EHLO"   ? "250 AUTH PLAIN"
                           : verb == "AUTH" ? "334 "
                           : verb == "DATA" ? "354 go on"
                                            : "250 ok";
        auto const answer = answer_to(verb, usual);
        say(connection, answer);
        if (answer != usual) continue;
        if (verb == "AUTH" && read_line(connection, pending, line)) say(connection, "235 come in");
        if (verb != "DATA") continue;
        mail.raw.clear();
        while (read_line(connection, pending, line) && line != ".")
            mail.raw += (line.substr(0, 1) == "." ? line.substr(1) : line) + "\r\n";
        auto const taken = answer_to(".", "250 taken");
        std::lock_guard const lock(mutex_);
        if (taken == "250 taken") mails_.push_back(mail);
        say(connection, taken);
        came_.notify_all();
    }
}

}  // namespace support
