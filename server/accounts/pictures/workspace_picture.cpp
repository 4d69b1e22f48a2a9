#include "server/accounts/pictures/workspace_picture.hpp"

#include "server/accounts/acting.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"

namespace accounts {

namespace {

constexpr auto workspace_owner = the_workspace.value;

}  // namespace

std::optional<http::Fault> WorkspacePicture::set(std::string const& name,
                                                 http::Call const& call) const {
    std::string before;
    Spaces changed;
    auto const fault = write_as_administrator(parts_.store, *call.who, {}, [&](Unit& unit) {
        changed.clear();
        auto const row = database::find<Workspace>(unit.transaction(), the_workspace);
        before = row ? row->picture : std::string();
        if (before == name) return;
        must_carry_out(unit, SetWorkspacePicture{name},
                       acting_as(call.who->person, audit::address_of(call), true), changed);
    });
    if (fault) return fault;
    parts_.hub.changed(Domain::name, changed);
    if (before != name) parts_.files.remove(workspace_owner, before);
    return std::nullopt;
}

http::OutcomeOf<PutWorkspacePicture> WorkspacePicture::put(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<PutWorkspacePicture>(), 1, call))
        return std::move(*fault);
    auto const read = parts_.desk.take_in(workspace_owner, call);
    if (auto const* fault = std::get_if<http::Fault>(&read)) return *fault;
    auto const& taken = std::get<PictureDesk::Taken>(read);
    if (auto const fault = set(taken.name, call)) {
        parts_.files.remove(workspace_owner, taken.name);
        return *fault;
    }
    return PutWorkspacePicture::Response{taken.name};
}

http::OutcomeOf<RemoveWorkspacePicture> WorkspacePicture::remove(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<RemoveWorkspacePicture>(), 1, call))
        return std::move(*fault);
    if (auto const fault = set("", call)) return *fault;
    return wire::Nothing{};
}

std::string WorkspacePicture::as_it_is() const {
    return database::with_transaction(
        parts_.pool, database::Isolation::read_committed, [](pqxx::transaction_base& transaction) {
            auto const row = database::find<Workspace>(transaction, the_workspace);
            return row ? row->picture : std::string();
        });
}

http::Reply WorkspacePicture::see(SeeWorkspacePicture::Request const& request,
                                  http::Call const& call) const {
    auto named = parts_.workspace.get().picture;
    // Whoever names another one may have heard of it before this server did.
    if (!request.name.empty() && request.name != named) named = as_it_is();
    return parts_.desk.show(workspace_owner, named, request, PictureDesk::For::anybody, call);
}

void bind_workspace_picture(http::Routes& routes, WorkspacePicture const& picture,
                            server::Log const& log) {
    routes.bind_bytes<PutWorkspacePicture>([&picture, log](auto const&, http::Call& call) {
        return http::or_unavailable<http::OutcomeOf<PutWorkspacePicture>>(
                   log, call.request.id, [&] { return picture.put(call); })
            .reply(call);
    });
    http::bind_one<RemoveWorkspacePicture>(
        routes, log, [&picture](auto const&, http::Call& call) { return picture.remove(call); });
    routes.bind_bytes<SeeWorkspacePicture>([&picture, log](auto const& request, http::Call& call) {
        return http::reply_or_unavailable(log, call, [&] { return picture.see(request, call); });
    });
}

}  // namespace accounts
