// Whether a host is this machine, by its name alone: "127.example.org" is somebody else's.
#pragma once

#include <arpa/inet.h>

#include <string>

namespace server {

inline bool is_this_machine(std::string const& host) {
    in_addr address{};
    if (inet_pton(AF_INET, host.c_str(), &address) == 1)
        return (ntohl(address.s_addr) >> 24) == 127;
    return host == "localhost" || host == "::1";
}

}  // namespace server
