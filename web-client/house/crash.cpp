#include "web-client/house/crash.hpp"

#include "shared/base/text.hpp"
#include "shared/domains.hpp"
#include "shared/protocol.hpp"

namespace house {

namespace {

// Which screen it was: "/channels/<id>" is "/channels", since what follows may be a secret word.
std::string screen_of(std::string const& route) {
    auto const end = route.find_first_of("/?#", 1);
    return route.empty() ? "/" : route.substr(0, end);
}

// "application/vnd.kontor.cereal; types=0123456789abcdef" has what tells builds apart.
std::string release() {
    auto const type = protocol::content_type();
    auto const at = type.find("types=");
    return at == std::string::npos ? type : type.substr(at);
}

}  // namespace

void Crash::happened(std::string const& route, std::string const& what, client::PersonalApi* own) {
    constexpr std::size_t most_bytes = 2'000;
    shown_ = true;
    accounts::ReportFailure::Request report{screen_of(route), what.substr(0, most_bytes),
                                            release()};
    if (!base::is_utf8(report.text) || base::is_blank(report.text)) report.text = "unreadable";
    platform_.wake();
    if (!reported_.insert(report.place + "\n" + report.text).second) return;
    view_ = {};
    view_.reporting = true;
    using Response = accounts::ReportFailure::Response;
    auto const told = alive_.guard([this](client::Reply<Response> const& reply) {
        view_.reporting = false;
        if (reply) view_.number = reply.value->number;
        platform_.wake();
    });
    if (own)
        own->call<accounts::ReportFailure>(report, told);
    else
        api_.call<accounts::ReportFailure>(report, told);
}

bool Crash::frame(look::Ui& ui, look::Rect window) {
    if (!shell::crash(ui, view_, window)) return false;
    shown_ = false;
    platform_.go("/", true);  // not into the same screen again
    platform_.wake();
    return true;
}

}  // namespace house
