#include "server/http/head.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "server/http/authority.hpp"
#include "server/http/target.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

using Refusal = std::optional<HeadRefusal>;

// What is no list, and says who asks, for whom, or what follows. Cookies may come in several lines
// by HTTP/2 only, where a proxy has to join them (RFC 9113, 8.2.3).
struct Single {
    std::string_view name, when_doubled;
};
constexpr std::string_view other_doubled = "header-doubled";
constexpr Single singles[] = {{"host", "host-doubled"},
                              {"content-length", "length-doubled"},
                              {"content-type", "content-type-doubled"},
                              {"authorization", "authorization-doubled"},
                              {"cookie", "cookie-doubled"},
                              {"origin", "origin-doubled"},
                              {"access-control-request-method", "preflight-doubled"},
                              // Nobody asks for these here, and they are no lists either.
                              {"content-location", other_doubled},
                              {"content-range", other_doubled},
                              {"date", other_doubled},
                              {"from", other_doubled},
                              {"if-modified-since", other_doubled},
                              {"if-range", other_doubled},
                              {"if-unmodified-since", other_doubled},
                              {"max-forwards", other_doubled},
                              {"proxy-authorization", other_doubled},
                              {"range", other_doubled},
                              {"referer", other_doubled},
                              {"user-agent", other_doubled}};

std::optional<Method> method_named(std::string_view name) {
    for (auto const method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::del, Method::options})
        if (name == name_of(method)) return method;
    return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Refusal judge_version(std::string_view version, bool& is_1_0) {
    if (version.size() != 8 || version.substr(0, 5) != "HTTP/" || !is_digit(version[5]) ||
        version[6] != '.' || !is_digit(version[7]))
        return HeadRefusal{400, "request-line-malformed"};
    if (version[5] != '1') return HeadRefusal{505, "version-unsupported"};
    is_1_0 = version[7] == '0';
    return std::nullopt;
}

Refusal parse_request_line(std::string_view line, HeadLimits const& limits, Head& head,
                           bool& is_1_0) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == line.npos || first == last) return HeadRefusal{400, "request-line-malformed"};
    auto const name = line.substr(0, first);
    auto const text = line.substr(first + 1, last - first - 1);
    if (!is_token(name)) return HeadRefusal{400, "request-line-malformed"};
    if (auto refusal = judge_version(line.substr(last + 1), is_1_0)) return refusal;
    auto const method = method_named(name);
    if (!method) return HeadRefusal{501, "method-unknown"};
    head.request.method = *method;
    if (text.size() > limits.target_bytes) return HeadRefusal{414, "target-too-long"};
    Target target;
    if (auto const rule = parse_target(text, target)) return HeadRefusal{400, *rule};
    head.request.host = std::move(target.authority);
    head.request.path = std::move(target.path);
    head.request.segments = std::move(target.segments);
    head.request.query = std::move(target.query);
    return std::nullopt;
}

Refusal add_field(std::string name, std::string_view value, Request& request) {
    auto const same = [&](auto const& one) { return one.first == name; };
    auto const before = std::find_if(request.headers.begin(), request.headers.end(), same);
    if (before == request.headers.end()) {
        request.headers.emplace_back(std::move(name), std::string(value));
        return std::nullopt;
    }
    for (auto const& single : singles)
        if (single.name == name) return HeadRefusal{400, single.when_doubled};
    before->second.append(", ").append(value);
    return std::nullopt;
}

Refusal parse_field(std::string_view line, Request& request) {
    if (!is_field(line)) return HeadRefusal{400, "header-malformed"};
    auto const colon = line.find(':');
    return add_field(lower_case(line.substr(0, colon)), trimmed(line.substr(colon + 1)), request);
}

// RFC 9112, 6.1 and 6.3. Only the one word is known that every proxy reads alike: with an empty
// item beside it, twice, or before another coding it is refused.
Refusal judge_encoding(Request const& request, bool is_1_0) {
    if (request.has_header("content-length")) return HeadRefusal{400, "length-and-encoding"};
    auto const encoding = lower_case(request.header("transfer-encoding"));
    if (is_1_0) return HeadRefusal{400, "encoding-malformed"};
    if (encoding == "chunked") return std::nullopt;
    auto const items = list_items(encoding);
    bool const is_last_alone = !items.empty() && items.back() == "chunked" &&
                               std::count(items.begin(), items.end(), "chunked") == 1;
    if (is_last_alone && items.size() > 1) return HeadRefusal{501, "encoding-unknown"};
    return HeadRefusal{400, "encoding-malformed"};
}

Refusal judge_length(Request const& request, std::uint64_t& bytes) {
    if (!request.has_header("content-length")) return std::nullopt;
    auto const length = request.header("content-length");
    auto const end = length.data() + length.size();
    auto const [stop, error] = std::from_chars(length.data(), end, bytes);
    if (length.empty() || !is_digit(length[0]) || error == std::errc::invalid_argument ||
        stop != end)
        return HeadRefusal{400, "length-malformed"};
    if (error == std::errc::result_out_of_range) bytes = UINT64_MAX;
    return std::nullopt;
}

// The host of an absolute target is the one that counts (RFC 9112, 3.2.2).
Refusal judge_host(Request& request, bool is_1_0) {
    auto const said = request.header("host");
    if (!is_1_0 && !request.has_header("host")) return HeadRefusal{400, "host-missing"};
    if (!said.empty() && !parse_authority(said)) return HeadRefusal{400, "host-malformed"};
    if (request.host.empty()) request.host = said;
    if (!request.host.empty() && !parse_authority(request.host))
        return HeadRefusal{400, "host-malformed"};
    return std::nullopt;
}

Refusal judge_fields(Head& head, bool is_1_0) {
    auto& request = head.request;
    if (auto refusal = judge_host(request, is_1_0)) return refusal;
    if (request.has_header("expect")) {
        if (lower_case(request.header("expect")) != "100-continue")
            return HeadRefusal{417, "expectation-unknown"};
        head.awaits_continue = !is_1_0;
    }
    auto const connection = request.header("connection");
    head.keep_alive =
        !has_list_item(connection, "close") && (!is_1_0 || has_list_item(connection, "keep-alive"));
    head.takes_chunks = !is_1_0;
    head.in_chunks = request.has_header("transfer-encoding");
    return head.in_chunks ? judge_encoding(request, is_1_0)
                          : judge_length(request, head.body_bytes);
}

}  // namespace

bool is_field_value(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

bool is_field(std::string_view line) {
    auto const colon = line.find(':');
    return colon != line.npos && is_token(line.substr(0, colon)) &&
           is_field_value(trimmed(line.substr(colon + 1)));
}

std::optional<std::size_t> head_length(std::string_view bytes, std::size_t searched) {
    // The end may begin up to three bytes before what is new.
    for (std::size_t i = searched > 3 ? searched - 3 : 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\n') continue;
        auto const rest = bytes.substr(i + 1);
        if (rest.substr(0, 1) == "\n") return i + 2;
        if (rest.substr(0, 2) == "\r\n") return i + 3;
    }
    return std::nullopt;
}

std::variant<Head, HeadRefusal> parse_head(std::string_view bytes, HeadLimits const& limits) {
    Head head;
    bool is_1_0 = false;
    for (std::size_t lines = 0;; ++lines) {
        bool const is_first = lines == 0;
        auto const end = bytes.find('\n');
        if (end == bytes.npos || end == 0 || bytes[end - 1] != '\r')
            return HeadRefusal{400, is_first ? "request-line-malformed" : "header-malformed"};
        auto const line = bytes.substr(0, end - 1);
        bytes.remove_prefix(end + 1);
        Refusal refusal;
        if (is_first)
            refusal = parse_request_line(line, limits, head, is_1_0);
        else if (!line.empty() && lines > limits.headers)
            refusal = HeadRefusal{431, "headers-too-many"};
        else if (!line.empty())
            refusal = parse_field(line, head.request);
        else
            refusal = judge_fields(head, is_1_0);
        if (refusal) return *refusal;
        if (line.empty()) return head;
    }
}

}  // namespace http
