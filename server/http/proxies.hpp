// Whose forwarded addresses count. Anyone can write an X-Forwarded-For; it is believed only when
// the socket's own peer is a proxy that the administrator named, and only as far back as such
// proxies go. `Forwarded` (RFC 7239) is never believed: a proxy that writes one of the two hands on
// the other as a stranger wrote it, and nobody could tell which.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"

namespace http {

class Proxies {
public:
    Proxies() = default;
    // Addresses and networks: "127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8". Throws
    // std::invalid_argument naming the entry that is neither.
    explicit Proxies(std::vector<std::string> const& entries);

    bool trusts(std::string_view address) const;

    // The address of the client: `peer` itself unless it is trusted and says that it hands
    // something on, else the last entry of the list that no trusted proxy wrote about itself.
    // Nothing when that is no address: whoever is behind a proxy is never taken for the proxy.
    std::optional<std::string> client(std::string_view peer, Request const& request) const;

private:
    struct Network {
        std::array<unsigned char, 16> bytes{};
        unsigned bits = 128;
    };
    std::vector<Network> networks_;
};

// Whether a proxy, believed or not, says that it hands this on for somebody else. A header that is
// there counts, even when it is empty.
bool is_proxied(Request const& request);

// "::ffff:1.2.3.4" as "1.2.3.4"; other addresses in their usual spelling; "" when it is none.
std::string plain_address(std::string_view address);

}  // namespace http
