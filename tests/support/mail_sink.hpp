// A mail server on the loopback that takes every letter and keeps it, or says that it cannot: for
// what the server's own SMTP is to be tested against without leaving the process.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace support {

struct Mail {
    std::string from, recipient;                        // of the envelope
    std::string raw;                                    // as it came
    std::string header(std::string const& name) const;  // empty when absent
    std::string text() const;  // all of it, with its quoted-printable taken back
    // The word of the link to /<page>#<word>; empty: there is none.
    std::string word_of(std::string const& page) const;
};

class MailSink {
public:
    MailSink();
    ~MailSink();
    MailSink(MailSink const&) = delete;
    MailSink& operator=(MailSink const&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    // "451 try again later": until it is called again with nothing. To a command, or to the letter
    // that was read.
    void refuse_with(std::string answer, std::string to = ".");
    std::vector<std::string> heard() const;  // all lines but those of letters
    std::vector<Mail> all() const;
    // Waits until there is one to this recipient, beyond the first `after`; throws after a while.
    Mail next_to(std::string const& recipient, std::size_t after = 0) const;
    std::size_t count_to(std::string const& recipient) const;

private:
    void listen();
    void talk(int connection);
    std::string answer_to(std::string const& command, std::string const& usual) const;

    int socket_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    mutable std::condition_variable came_;
    std::string refusal_, refused_;
    std::vector<std::string> heard_;
    std::vector<Mail> mails_;
    std::thread thread_;
};

}  // namespace support
