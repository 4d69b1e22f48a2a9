#include "server/sync/hub.hpp"

#include "shared/domains.hpp"

namespace syncing {

std::string session_key(base::Id128 session) { return "session:" + base::to_text(session); }
std::string client_key(base::Id128 client) { return "client:" + base::to_text(client); }

void Hub::changed(std::string_view domain, std::vector<world::Space> const& spaces) {
    for (auto const& space : spaces) observer_(&space);
    for (auto const& space : spaces) parking_.wake(key_of(domain, space));
}

void Hub::session_ended(base::Id128 session) { parking_.wake(session_key(session)); }

void Hub::answered(base::Id128 client) { parking_.wake(client_key(client)); }

void Hub::heard(std::string_view payload) {
    std::string_view domain;
    while (!payload.empty()) {
        auto const end = payload.find(' ');
        auto const name = payload.substr(0, end);
        payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
        if (name.size() > 1 && name.back() == '/') {
            domain = name.substr(0, name.size() - 1);
        } else if (name == everybody) {
            observer_(nullptr);
            wake_everybody();
        } else if (auto const space = world::space_from_text(name)) {
            observer_(&*space);
            wake(domain, *space);
        }
    }
}

void Hub::wake(std::string_view domain, world::Space const& space) {
    if (!domain.empty()) return parking_.wake(key_of(domain, space));
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        parking_.wake(key_of(Domain::name, space));
    });
}

void Hub::wake_everybody() { parking_.wake(everybody); }

}  // namespace syncing
