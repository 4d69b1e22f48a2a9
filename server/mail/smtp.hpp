// Hands letters to the mail server that the administrator named (RFC 5321, by libcurl), to another
// machine over TLS only, unless the address says that it is optional there. Whatever goes wrong is
// an exception: the job that sends is tried again.
#pragma once

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace mail {

struct SendFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The mail server says that it will never take this letter.
struct Refused : SendFailed {
    using SendFailed::SendFailed;
};

// The mail server says that it will never take anything from us as we are: a wrong password, a
// sender who is not allowed. It is the same with every letter until an administrator changes a
// setting, here or there.
struct Unwelcome : SendFailed {
    using SendFailed::SendFailed;
};

// What is sent, as text: how it is encoded is this file's own.
struct Message {
    std::string id;  // the same each time it is tried, so that mail systems see it is the same
    std::string recipient;
    std::string subject;
    std::string text, html;
};

// "Kontor <kontor@example.org>" or the address alone.
struct Sender {
    std::string name, address;
};
// Nothing is believed of it but what is an address; throws std::invalid_argument.
Sender sender_from_text(std::string const& text);
std::string to_text(Sender const& sender);

class Smtp {
public:
    struct Options {
        std::string url;  // smtp://user:password@host:587, smtps://host; empty: no mail
        Sender from;
        std::string authorities{};  // a file of certificates, trusted in place of the system's
        std::chrono::seconds limit{60};
    };
    explicit Smtp(Options options) : options_(std::move(options)) {}

    bool is_on() const { return !options_.url.empty(); }
    void send(Message const& message) const;  // throws SendFailed
    void stop() { stopping_ = true; }         // what is being sent fails within a second

private:
    Options const options_;
    std::atomic<bool> stopping_ = false;
};

// The value of a header that may hold any text (RFC 2047): in ASCII as it is, else as words in
// base64. A line break cannot get through.
std::string encoded_words(std::string const& text);

// What is wrong with the address of a mail server, as a sentence that begins with "must"; empty:
// nothing. And how it is shown: without its password.
std::string problem_of_url(std::string const& url);
std::string masked_url(std::string const& url);

}  // namespace mail
