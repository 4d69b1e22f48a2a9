// The route table as an OpenAPI 3.1 document.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/http/route.hpp"

namespace http {

struct ApiTitle {
    std::string title, version, description;
    std::vector<std::pair<std::string, std::string>> tags;  // and what each is about
};

// Deterministic: paths in their alphabetical order, methods in theirs.
std::string openapi_json(ApiTitle const& title, std::vector<Route> const& routes);

}  // namespace http
