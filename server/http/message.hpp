// A request and a reply as the rest of the server sees them: plain values, checked and decoded.
// Only pistache.cpp and handoff.cpp know how they came in and how they leave.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

class Flow;

enum class Method { get, head, post, put, patch, del, options };
std::string_view name_of(Method method);

struct Request {
    Method method = Method::get;
    std::string path;                   // percent-decoded, valid UTF-8, begins with '/'
    std::vector<std::string> segments;  // of the path, each decoded; none is empty, "." or ".."
    std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
    // Names in lower case, each once; values trimmed, the lines of a list joined with ", ".
    std::vector<std::pair<std::string, std::string>> headers;
    std::string host;  // whom it was sent to, "kontor.example.org:8080"; empty when nobody was said
    std::string body;  // empty while only the head is looked at
    std::uint64_t body_bytes = 0;  // while only the head is looked at: at least so many will come
    std::shared_ptr<void const> room{};  // that the body takes of all that are under way
    std::string address;  // of the peer, "127.0.0.1"; a forwarded address only from a trusted proxy
    std::string id;       // of this request, in the log and in problems
    std::string route;    // that answers it, as declared; empty until it was found

    std::string_view header(std::string_view lower_case_name) const;  // empty when absent
    bool has_header(std::string_view lower_case_name) const;          // be it empty
    void drop_body();                                                 // it was read
};

struct Reply {
    int status = 200;
    std::uint64_t body_bytes = 0;  // of a 100: the most that may be sent
    std::string content_type;      // empty: no body
    std::vector<std::pair<std::string, std::string>> headers;
    std::shared_ptr<std::string const> body;  // shared, so that files in memory are not copied
    std::shared_ptr<Flow> flow{};             // in place of a body (flow.hpp): this is its taker's
    std::string route;  // for the log: the path as declared, "/api/v1/x/{id}"; empty: none matched
    std::string problem;  // for the log: the key of what was refused
};

// Answers one request, once, from any thread. Dropped without an answer, it answers 500 by itself.
class Responder {
public:
    virtual ~Responder() = default;
    virtual void send(Reply reply) = 0;
    virtual bool gone() const = 0;  // nobody waits for this any more
};

// Called on a thread of the edge, which it must not keep: no database, no hashing, no waiting.
using Handler = std::function<void(Request, std::unique_ptr<Responder>)>;

}  // namespace http
