// "kontor.example.org:8080", "[::1]" and the like: whom a request was sent to, as the Host header
// and addresses say it. Taken apart strictly, since what is guessed here decides who is believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace http {

struct Authority {
    std::string host;         // a name in lower case, without the dot of the root; or an address
    std::string port;         // digits; empty when none was said
    bool is_address = false;  // in its usual spelling, IPv6 without its brackets
};

// Nothing when it is malformed: an empty host, a user, an encoded character, a port of words.
std::optional<Authority> parse_authority(std::string_view text);

// "localhost", 127.0.0.0/8 and ::1: this machine, by whatever network it is asked.
bool is_loopback(Authority const& authority);

}  // namespace http
