#include "server/accounts/entry/refresh_cookie.hpp"

#include "server/http/authority.hpp"
#include "server/http/tokens.hpp"

namespace accounts {

namespace {

constexpr int kept_s = 180 * 24 * 60 * 60;

// RFC 6265bis, 4.1.3.2: __Host- demands Secure, the path "/" and no domain.
constexpr std::string_view refresh_name = "kontor_refresh", device_name = "kontor_device";
std::string name_of(std::string_view name, bool secure) {
    return (secure ? "__Host-" : "") + std::string(name);
}

struct Place {
    std::string path, domain{};  // no domain: of this host alone
};

Place own_place(bool secure) { return {secure ? "/" : std::string(refresh_cookie_path)}; }

std::string cookie(std::string_view name, std::string const& value, int age_s, Place const& place,
                   bool secure) {
    return name_of(name, secure) + "=" + value + "; Max-Age=" + std::to_string(age_s) +
           "; Path=" + place.path + (place.domain.empty() ? "" : "; Domain=" + place.domain) +
           "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
}

// RFC 6265, 5.1.4: the paths whose cookies are sent with this one, "/a" and "/a/" being two.
std::vector<std::string> paths_above(std::string const& path) {
    std::vector<std::string> paths{path};
    for (std::size_t end = path.size(); (end = path.rfind('/', end - 1)) != path.npos;) {
        paths.push_back(path.substr(0, end + 1));
        if (end == 0) break;
        paths.push_back(path.substr(0, end));
    }
    return paths;
}

// "": the host alone; itself and all above that a page of it could set a cookie for.
std::vector<std::string> domains_above(std::string_view host) {
    std::vector<std::string> domains{""};
    auto const asked = http::parse_authority(host);
    if (!asked || asked->is_address) return domains;
    std::string_view rest = asked->host;
    while (rest.find('.') != rest.npos) {
        domains.emplace_back(rest);
        rest.remove_prefix(rest.find('.') + 1);
    }
    return domains;
}

// Empty when there is none; nothing when there are several.
std::optional<std::string> value_of(std::string_view name, http::Request const& request,
                                    bool secure) {
    auto const begin = name_of(name, secure) + "=";
    std::optional<std::string> found;
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        auto const end = rest.find(';');
        auto const pair = http::trimmed(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (pair.substr(0, begin.size()) != begin) continue;
        if (found) return std::nullopt;
        found = pair.substr(begin.size());
    }
    return found.value_or("");
}

}  // namespace

std::string refresh_cookie(std::string const& token, bool secure) {
    return cookie(refresh_name, token, kept_s, own_place(secure), secure);
}
std::string no_refresh_cookie(bool secure) {
    return cookie(refresh_name, "", 0, own_place(secure), secure);
}

std::optional<std::string> refresh_token_in(http::Request const& request, bool secure) {
    return value_of(refresh_name, request, secure);
}

std::vector<std::string> no_refresh_cookies(http::Request const& request, bool secure) {
    std::vector<std::string> cookies;
    if (secure) return {no_refresh_cookie(secure)};  // it can have been set in one way only
    for (auto const& path : paths_above(request.path))
        for (auto const& domain : domains_above(request.host))
            cookies.push_back(cookie(refresh_name, "", 0, {path, domain}, secure));
    return cookies;
}

std::string device_cookie(std::string const& word, bool secure) {
    return cookie(device_name, word, kept_s, own_place(secure), secure);
}
std::string device_word_in(http::Request const& request, bool secure) {
    return value_of(device_name, request, secure).value_or("");
}

}  // namespace accounts
