// Which names this server answers to. A stranger's page whose name is turned to this machine once
// the page was loaded (DNS rebinding) is a page of this server to its browser, even where only
// loopback listens; the name in Host is all that gives it away. Addresses cannot be turned, nor can
// strangers own a name without a dot, so these are taken from whoever reaches us by a network.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace http {

class Hosts {
public:
    struct Options {
        std::string listening;   // the address
        std::string public_url;  // empty: there is none
        std::string machine;     // what this machine calls itself
    };
    explicit Hosts(Options options);

    bool knows(std::string_view host) const;  // as Request::host says it

    // The handler with this in front of it: 421 (RFC 9110, 15.5.20) for other names.
    Handler around(Handler next) const;

private:
    std::string public_host_;
    std::string machine_;
    bool only_loopback_ = false;
};

}  // namespace http
