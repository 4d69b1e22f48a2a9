// One entry of the route table: what dispatch and OpenAPI both need, without the endpoint's type.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "server/http/body_limit.hpp"
#include "server/http/call.hpp"
#include "server/http/gather.hpp"

namespace http {

struct Parameter {
    std::string name;
    bool in_path = false;
    bool required = false;
    base::TypeInfo const* type = nullptr;
    base::Rules rules{};
};

// Of an endpoint that is asked also when its domain is turned off, and says so by itself, of each
// thing that it was asked for.
template <class Endpoint>
inline constexpr bool asked_when_off = false;

struct Route {
    Method method = Method::get;
    std::string path;
    std::vector<std::string> pieces;  // of the path; "{name}" stands for any segment
    std::string tag, operation, summary;
    wire::Access access = wire::Access::anyone;
    bool may_say_who = false;  // anyone may ask, and who is known is told from strangers
    bool asked_when_off = false;
    int status = 200;          // of a good answer
    int later_status = 0;      // of a good answer to what is done later; 0: there is none
    bool is_plain = false;     // answers no described record: health checks
    std::string content_type;  // of what a plain one answers
    bool at_once = false;      // on a thread of the edge, which it must not keep
    bool has_body = false;
    std::uint64_t body_bytes = usual_body_bytes;  // the most; strangers' have less
    std::vector<std::string> takes;  // media types of a body that is bytes; empty: a record
    std::string answers;             // the media type of bytes; empty: a record
    bool may_be_csv = false;         // a table, to whoever takes that rather
    bool may_be_known = false;       // 304 to whoever has them already
    bool may_be_signed = false;      // an address may prove who asks, where no header can be sent
    std::vector<Parameter> parameters;
    // Of the records that it takes and answers; null where there is none.
    base::TypeInfo const *request = nullptr, *response = nullptr;
    base::TypeInfo const* row = nullptr;  // of what a list's rows are; null: it is no list
    bool by_every_field = false;          // that is sorted and filtered; else by those that say so

    // Gathers the request from the path and the call, whose body is in the format `sent`, and
    // answers; nothing when it will be answered later, by whoever has taken the responder.
    std::function<std::optional<Reply>(Call&, NamedValues const& in_path, Format sent,
                                       std::unique_ptr<Responder>&)>
        answer;
};

Method method_of(wire::Method method);
std::vector<std::string> pieces_of(
    std::string_view path);  // throws std::logic_error when malformed
bool is_placeholder(std::string_view piece);

// The values of the placeholders, when the segments fit.
std::optional<NamedValues> match(Route const& route, Request const& request);

// "accounts::ListPeople" of a type, as both compilers spell it.
template <class T>
constexpr std::string_view spelled() {
    std::string_view const text = __PRETTY_FUNCTION__;
    auto const begin = text.find("T = ") + 4;
    return text.substr(begin, text.find_first_of(";]", begin) - begin);
}

// {"accounts", "listPeople"} of "accounts::ListPeople".
std::pair<std::string, std::string> tag_and_operation(std::string_view spelled_type);

// The fields of the request that travel in the path or the query, and whether any is in the body.
void add_parameters(Route& route);

// Everything but how it is answered.
template <class Endpoint>
Route describe_endpoint() {
    Route route;
    route.method = method_of(Endpoint::method);
    route.path = Endpoint::path;
    route.pieces = pieces_of(Endpoint::path);
    // Made from a template, an endpoint has no name of its own and says what it is called.
    if constexpr (requires { Endpoint::operation; }) {
        route.tag = Endpoint::tag;
        route.operation = Endpoint::operation;
    } else {
        std::tie(route.tag, route.operation) = tag_and_operation(spelled<Endpoint>());
    }
    route.summary = Endpoint::summary;
    route.access = Endpoint::access;
    route.asked_when_off = asked_when_off<Endpoint>;
    if constexpr (requires { Endpoint::may_say_who; }) route.may_say_who = Endpoint::may_say_who;
    route.status = wire::status_of<Endpoint>();
    route.later_status = wire::later_status_of<Endpoint>();
    if constexpr (is_list_of_rows<Endpoint>) route.row = &base::type_of<typename Endpoint::Row>();
    if constexpr (requires { Endpoint::by_every_field; })
        route.by_every_field = Endpoint::by_every_field;
    route.request = &base::type_of<typename Endpoint::Request>();
    route.response = &base::type_of<typename Endpoint::Response>();
    if constexpr (requires { Endpoint::takes; }) {
        route.takes.assign(Endpoint::takes.begin(), Endpoint::takes.end());
        route.has_body = true;
    }
    add_parameters(route);
    if constexpr (requires { Endpoint::body_bytes; }) route.body_bytes = Endpoint::body_bytes;
    if constexpr (requires { Endpoint::answers; }) route.answers = Endpoint::answers;
    if constexpr (requires { Endpoint::may_be_csv; }) route.may_be_csv = Endpoint::may_be_csv;
    if constexpr (requires { Endpoint::may_be_known; }) route.may_be_known = Endpoint::may_be_known;
    if constexpr (requires { Endpoint::may_be_signed; }) {
        static_assert(Endpoint::method == wire::Method::get);
        route.may_be_signed = Endpoint::may_be_signed;
    }
    return route;
}

}  // namespace http
