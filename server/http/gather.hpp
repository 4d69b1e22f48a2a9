// A request's fields, gathered from where they travel: those named in the path from there; of a
// GET, and where the body is a file, the rest from the query, else from the body. Everything that
// is wrong is said at once, with paths, and nothing that was sent is overlooked.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/negotiate.hpp"
#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"
#include "shared/wire/endpoint.hpp"

namespace http {

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct Gathered {
    int status = 400;  // 400 for what could not be read, 422 for what breaks a rule
    base::Problems problems{};
};

// "/api/v1/x/{id}" has "id".
bool names_in_path(std::string_view path, std::string_view field);

// Whether an endpoint is a list: it names the described row whose fields `sort` and `filter[…]` may
// name. These keys are left in the query for whoever runs it.
template <class Endpoint>
inline constexpr bool is_list_of_rows = requires {
    typename Endpoint::Row;
};
bool is_list_key(std::string_view key);

// What gather() has to know of an endpoint.
struct Asked {
    wire::Method method;
    std::string_view path;
    bool is_list_of_rows;
    bool takes_a_file;           // as its body
    base::TypeInfo const& type;  // of the request
};
// Fills the request, which is of that type; after problems it is of no use. `format` is that of the
// body.
Gathered gather(Asked const& endpoint, NamedValues const& in_path, Request const& asked,
                Format format, void* request);

template <class Endpoint>
Gathered gather(NamedValues const& in_path, Request const& asked, Format format,
                typename Endpoint::Request& request) {
    return gather({Endpoint::method, Endpoint::path, is_list_of_rows<Endpoint>,
                   requires { Endpoint::takes;
}
, base::type_of<typename Endpoint::Request>()
}  // namespace http
,
                  in_path, asked, format, &request);
}

}  // namespace http
