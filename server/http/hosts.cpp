#include "server/http/hosts.hpp"

#include "server/http/authority.hpp"
#include "server/http/problem.hpp"

namespace http {
namespace {

std::string name_in(std::string_view authority) {
    auto const read = parse_authority(authority);
    return read ? read->host : std::string();
}

std::string_view authority_in(std::string_view url) {
    auto const scheme = url.find("://");
    return scheme == url.npos ? std::string_view() : url.substr(scheme + 3);
}

bool is_unspecified(std::string const& address) { return address == "0.0.0.0" || address == "::"; }

}  // namespace

Hosts::Hosts(Options options)
    : public_host_(name_in(authority_in(options.public_url))),
      machine_(name_in(options.machine)),
      only_loopback_(is_loopback({options.listening, "", true})) {}

bool Hosts::knows(std::string_view host) const {
    if (host.empty()) return true;  // no browser leaves it out, but checks of health do
    auto const asked = parse_authority(host);
    if (!asked) return false;
    if (is_loopback(*asked) || asked->host == public_host_) return true;
    if (only_loopback_) return false;
    if (asked->is_address) return !is_unspecified(asked->host);
    bool const has_dot = asked->host.find('.') != std::string::npos;
    bool const is_own = asked->host == machine_ || asked->host == machine_ + ".local";
    return !has_dot || (is_own && !machine_.empty());
}

Handler Hosts::around(Handler next) const {
    return [this, next = std::move(next)](Request request, std::unique_ptr<Responder> responder) {
        if (knows(request.host)) return next(std::move(request), std::move(responder));
        Fault fault;
        fault.status = 421;
        fault.rule = "host-unknown";
        fault.detail =
            "This server is not known by that name; KONTOR_PUBLIC_URL says by which people reach "
            "it.";
        responder->send(problem_reply(fault, request.id));
    };
}

}  // namespace http
