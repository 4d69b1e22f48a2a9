// Whose forwarded addresses count. Anyone can write an X-Forwarded-For; it is believed only when
// the socket's own peer is a proxy that the administrator named, and only as far back as such
// proxies go.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace http {

class Proxies {
public:
    Proxies() = default;
    // Addresses and networks: "127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8". Throws
    // std::invalid_argument naming the entry that is neither.
    explicit Proxies(std::vector<std::string> const& entries);

    bool trusts(std::string_view address) const;

    // The address of the client: `peer` itself unless it is trusted, else the last entry of the
    // list that no trusted proxy wrote about itself.
    std::string client(std::string_view peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::array<unsigned char, 16> bytes{};
        unsigned bits = 128;
    };
    std::vector<Network> networks_;
};

// "::ffff:1.2.3.4" as "1.2.3.4"; other addresses in their usual spelling; "" when it is none.
std::string plain_address(std::string_view address);

}  // namespace http
