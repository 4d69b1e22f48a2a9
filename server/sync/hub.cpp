#include "server/sync/hub.hpp"

namespace syncing {

std::string session_key(base::Id128 session) { return "session:" + base::to_text(session); }
std::string client_key(base::Id128 client) { return "client:" + base::to_text(client); }

void Hub::changed(std::vector<world::Space> const& spaces) {
    for (auto const& space : spaces) observer_(&space);
    for (auto const& space : spaces) parking_.wake(key_of(space));
}

void Hub::session_ended(base::Id128 session) { parking_.wake(session_key(session)); }

void Hub::answered(base::Id128 client) { parking_.wake(client_key(client)); }

void Hub::heard(std::string_view payload) {
    while (!payload.empty()) {
        auto const space = payload.find(' ');
        auto const name = payload.substr(0, space);
        payload.remove_prefix(space == std::string_view::npos ? payload.size() : space + 1);
        if (auto const changed = world::space_from_text(name)) observer_(&*changed);
        if (name == everybody) observer_(nullptr);
        if (!name.empty()) parking_.wake(name);
    }
}

void Hub::wake_everybody() { parking_.wake(everybody); }

}  // namespace syncing
