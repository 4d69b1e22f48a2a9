#include "server/http/reply_head.hpp"

#include <algorithm>
#include <ctime>

#include "server/http/security.hpp"
#include "server/http/status.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

void field(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    std::copy_if(value.begin(), value.end(), std::back_inserter(head), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
    head += "\r\n";
}

std::string_view date(char (&text)[64]) {
    auto const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool names(Reply const& reply, std::string_view lower_case_name) {
    return std::any_of(reply.headers.begin(), reply.headers.end(), [&](auto const& header) {
        return lower_case(header.first) == lower_case_name;
    });
}

void write_security(std::string& head, Reply const& reply, bool https) {
    field(head, "X-Content-Type-Options", "nosniff");
    // What a 304 says would replace what came with the page.
    if (reply.status != 304 && !names(reply, "content-security-policy"))
        field(head, "Content-Security-Policy", data_policy);
    field(head, "Referrer-Policy", "same-origin");
    field(head, "Permissions-Policy", permissions_policy);
    field(head, "Cross-Origin-Opener-Policy", "same-origin");
    field(head, "Cross-Origin-Embedder-Policy", "require-corp");
    field(head, "Cross-Origin-Resource-Policy", "same-origin");
    if (https) field(head, "Strict-Transport-Security", strict_transport);
}

}  // namespace

std::string reply_head(Reply const& reply, Framing const& framing) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " ";
    head += phrase_of(reply.status);
    head += "\r\n";
    char text[64];
    field(head, "Date", date(text));
    if (has_body(reply.status)) {
        if (!reply.content_type.empty()) field(head, "Content-Type", reply.content_type);
        if (!reply.flow)
            field(head, "Content-Length", std::to_string(reply.body ? reply.body->size() : 0));
        else if (framing.in_chunks)
            field(head, "Transfer-Encoding", "chunked");
    }
    for (auto const& [name, value] : reply.headers) field(head, name, value);
    // What a person is shown is not for a cache to keep, unless whoever answered said so.
    if (!names(reply, "cache-control")) field(head, "Cache-Control", "no-store");
    write_security(head, reply, framing.https);
    field(head, "X-Request-Id", framing.request_id);
    field(head, "Connection", framing.close ? "close" : "keep-alive");
    head += "\r\n";
    return head;
}

}  // namespace http
