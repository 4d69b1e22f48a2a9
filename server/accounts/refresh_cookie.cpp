#include "server/accounts/refresh_cookie.hpp"

#include "server/http/tokens.hpp"

namespace accounts {

namespace {

constexpr std::string_view name = "kontor_refresh";
constexpr int kept_s = 180 * 24 * 60 * 60;

std::string cookie(std::string const& value, int age_s, bool secure) {
    return std::string(name) + "=" + value + "; Max-Age=" + std::to_string(age_s) +
           "; Path=" + std::string(refresh_cookie_path) + "; HttpOnly; SameSite=Strict" +
           (secure ? "; Secure" : "");
}

}  // namespace

std::string refresh_cookie(std::string const& token, bool secure) {
    return cookie(token, kept_s, secure);
}
std::string no_refresh_cookie(bool secure) { return cookie("", 0, secure); }

std::string refresh_token_in(http::Request const& request) {
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        auto const end = rest.find(';');
        auto const pair = http::trimmed(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (pair.substr(0, name.size()) == name && pair.substr(name.size(), 1) == "=")
            return std::string(pair.substr(name.size() + 1));
    }
    return {};
}

}  // namespace accounts
