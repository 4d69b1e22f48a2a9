#include "server/http/authority.hpp"

#include <algorithm>

#include "server/http/proxies.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

constexpr std::size_t longest_port = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_of_a_name(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

// ":8080", ":" or nothing.
bool is_port(std::string_view text) {
    return text.empty() || (text.front() == ':' && text.size() <= longest_port + 1 &&
                            std::all_of(text.begin() + 1, text.end(), is_digit));
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) {
    bool const bracketed = text.substr(0, 1) == "[";
    auto const end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == text.npos) return std::nullopt;
    auto const port = text.substr(bracketed ? end + 1 : end);
    if (!is_port(port)) return std::nullopt;
    Authority authority;
    authority.port = port.substr(std::min<std::size_t>(1, port.size()));
    auto const host = bracketed ? text.substr(1, end - 1) : text.substr(0, end);
    authority.host = plain_address(host);
    authority.is_address = !authority.host.empty();
    if (bracketed && (!authority.is_address || host.find(':') == host.npos)) return std::nullopt;
    if (authority.is_address) return authority;
    authority.host = lower_case(host);
    if (authority.host.size() > 1 && authority.host.back() == '.') authority.host.pop_back();
    bool const is_name = !authority.host.empty() && authority.host.back() != '.' &&
                         std::all_of(authority.host.begin(), authority.host.end(), is_of_a_name);
    return is_name ? std::optional(std::move(authority)) : std::nullopt;
}

bool is_loopback(Authority const& authority) {
    if (!authority.is_address) return authority.host == "localhost";
    return authority.host == "::1" || authority.host.rfind("127.", 0) == 0;
}

}  // namespace http
