// Pages of other sites: which of them may use the API, by an allow-list, and what none of them may
// do with a person's cookie.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"

namespace http {

class Cors {
public:
    struct Options {
        std::vector<std::string> origins;  // "https://app.example.org", exactly as browsers say it
        std::string own;                   // the public address, when a proxy stands in front
        std::string cookie_path;           // where the browser sends the refresh cookie
    };
    explicit Cors(Options options) : options_(std::move(options)) {}

    // The handler with this in front of it: answers preflights of listed origins, refuses what a
    // foreign page asks where the cookie travels, and adds what a listed page needs to read the
    // answers.
    Handler around(Handler next) const;

private:
    bool lists(std::string_view origin) const;
    bool is_foreign(Request const& request, std::string_view origin) const;
    bool is_refused(Request const& request, std::string_view origin) const;

    Options const options_;
};

}  // namespace http
