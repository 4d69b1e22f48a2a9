// The cookie in which browsers keep the refresh token, out of the reach of scripts and of other
// sites.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace accounts {

constexpr std::string_view refresh_cookie_path = "/api/v1/accounts";  // where browsers send it

std::string refresh_cookie(std::string const& token, bool secure);
std::string no_refresh_cookie(bool secure);                  // takes it back
std::string refresh_token_in(http::Request const& request);  // empty when there is none

}  // namespace accounts
