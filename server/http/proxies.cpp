#include "server/http/proxies.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <iterator>
#include <stdexcept>

#include "server/http/authority.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

using Bytes = std::array<unsigned char, 16>;
constexpr Bytes mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};

bool is_mapped(Bytes const& bytes) {
    return std::equal(bytes.begin(), bytes.begin() + 12, mapped_prefix.begin());
}

// IPv4 as IPv6, so that there is one kind of address to compare.
std::optional<Bytes> bytes_of(std::string_view address) {
    std::string const text(address);
    Bytes bytes = mapped_prefix;
    if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

bool same_network(Bytes const& a, Bytes const& b, unsigned bits) {
    auto const whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
    if (bits % 8 == 0) return true;
    auto const mask = static_cast<unsigned char>(0xff << (8 - bits % 8));
    return ((a[whole] ^ b[whole]) & mask) == 0;
}

// An entry may carry a port: "1.2.3.4:55", "[::1]:55". "" when it is no address.
std::string address_in(std::string_view entry) {
    if (auto plain = plain_address(entry); !plain.empty()) return plain;
    auto const authority = parse_authority(entry);
    return authority && authority->is_address ? authority->host : "";
}

}  // namespace

Proxies::Proxies(std::vector<std::string> const& entries) {
    for (auto const& entry : entries) {
        auto const slash = std::min(entry.find('/'), entry.size());
        auto const bytes = bytes_of(std::string_view(entry).substr(0, slash));
        if (!bytes) throw std::invalid_argument("not an address or a network: " + entry);
        bool const is_v4 = entry.find(':') == std::string::npos;
        unsigned bits = is_v4 ? 32 : 128;
        if (slash < entry.size()) {
            auto const most = bits;
            auto const end = entry.data() + entry.size();
            auto const [stop, error] = std::from_chars(entry.data() + slash + 1, end, bits);
            if (error != std::errc{} || stop != end || bits > most)
                throw std::invalid_argument("not an address or a network: " + entry);
        }
        networks_.push_back({*bytes, is_v4 ? bits + 96 : bits});
    }
}

bool Proxies::trusts(std::string_view address) const {
    auto const bytes = bytes_of(address);
    return bytes && std::any_of(networks_.begin(), networks_.end(), [&](Network const& network) {
               return same_network(network.bytes, *bytes, network.bits);
           });
}

std::optional<std::string> Proxies::client(std::string_view peer, Request const& request) const {
    if (!trusts(peer) || !is_proxied(request)) return std::string(peer);
    auto rest = request.header("x-forwarded-for");
    for (;;) {
        auto const comma = rest.rfind(',');
        auto address = address_in(trimmed(rest.substr(comma + 1)));
        if (address.empty()) return std::nullopt;
        // When every entry is a proxy's, the first of them asks for itself.
        if (!trusts(address) || comma == rest.npos) return address;
        rest = rest.substr(0, comma);
    }
}

bool is_proxied(Request const& request) {
    constexpr std::string_view told[] = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
                                         "x-real-ip",       "forwarded",        "via"};
    return std::any_of(std::begin(told), std::end(told),
                       [&](auto name) { return request.has_header(name); });
}

std::string plain_address(std::string_view address) {
    auto const bytes = bytes_of(address);
    if (!bytes) return {};
    char text[INET6_ADDRSTRLEN] = {};
    auto const from = is_mapped(*bytes) ? inet_ntop(AF_INET, bytes->data() + 12, text, sizeof text)
                                        : inet_ntop(AF_INET6, bytes->data(), text, sizeof text);
    return from ? from : "";
}

}  // namespace http
