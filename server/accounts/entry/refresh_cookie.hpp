// The cookie in which browsers keep the refresh token, out of the reach of scripts and of other
// sites. Cookies know neither ports nor who set them, so a neighbour may toss one of this name into
// the browser: then nobody can tell whose is whose, and none of them counts. Behind https the
// name's prefix __Host- keeps browsers from taking it from a neighbour at all; the price is that it
// travels with every request and not with those below refresh_cookie_path alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"

namespace accounts {

constexpr std::string_view refresh_cookie_path = "/api/v1/accounts";  // where it counts

std::string refresh_cookie(std::string const& token, bool secure);
std::string no_refresh_cookie(bool secure);  // takes it back

// Empty when there is none; nothing when there are several.
std::optional<std::string> refresh_token_in(http::Request const& request, bool secure);

// Takes back whatever cookie of the name a browser may have sent with that request: by whichever
// path and domain it was set, since a person would be signed out for ever by one that stays.
std::vector<std::string> no_refresh_cookies(http::Request const& request, bool secure);

std::string device_cookie(std::string const& word, bool secure);
// Of a device that was let in before; empty when there is none, or several.
std::string device_word_in(http::Request const& request, bool secure);

}  // namespace accounts
