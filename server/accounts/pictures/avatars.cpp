#include "server/accounts/pictures/avatars.hpp"

#include "server/accounts/acting.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"

namespace accounts {

std::optional<http::Fault> Avatars::set(std::string const& name, std::size_t bytes,
                                        http::Call const& call) const {
    PersonId const person{call.who->person};
    auto const address = audit::address_of(call);
    std::string before;
    std::optional<base::Refusal> refusal;
    Spaces changed;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        refusal.reset();
        before.clear();
        auto& transaction = unit.transaction();
        auto const row = database::find<Person>(transaction, person);
        if (!row) {
            refusal = base::Refusal{"person-unknown", {}};
            return;
        }
        before = row->avatar;
        if (before == name) return;
        refusal = try_to(unit, SetAvatar{person, name}, acting_as(person.value, address), changed);
        if (refusal) return;
        database::run(transaction, "delete from accounts.picture where person = $1", person);
        if (bytes > 0)
            database::run(transaction,
                          "insert into accounts.picture (person, bytes) values ($1, $2)", person,
                          static_cast<std::int64_t>(bytes));
        audit::write_hourly(transaction, {person.value, person.value, "avatar-changed", address});
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return http::fault_of(*refusal);
    parts_.hub.changed(Domain::name, changed);
    if (before != name) parts_.files.remove(person.value, before);
    return std::nullopt;
}

http::OutcomeOf<PutAvatar> Avatars::put(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<PutAvatar>(), 1, call))
        return std::move(*fault);
    PersonId const person{call.who->person};
    auto const read = parts_.desk.take_in(person.value, call);
    if (auto const* fault = std::get_if<http::Fault>(&read)) return *fault;
    auto const& taken = std::get<PictureDesk::Taken>(read);
    if (auto const fault = set(taken.name, taken.bytes, call)) {
        parts_.files.remove(person.value, taken.name);
        return *fault;
    }
    return PutAvatar::Response{taken.name};
}

http::OutcomeOf<RemoveAvatar> Avatars::remove(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<RemoveAvatar>(), 1, call))
        return std::move(*fault);
    if (auto const fault = set("", 0, call)) return *fault;
    return wire::Nothing{};
}

http::Reply Avatars::see(SeeAvatar::Request const& request, http::Call const& call) const {
    auto const known = parts_.known.among(*call.who, {request.person.value});
    return parts_.desk.show(request.person.value,
                            known.empty() ? std::string() : known.front().avatar, request,
                            PictureDesk::For::those_signed_in, call);
}

void Avatars::add_to_archive(PersonId person, archiving::Archive& archive) const {
    auto const row = find_person(parts_.pool, person);
    if (!row || row->avatar.empty()) return;
    if (auto const file = parts_.files.read(person.value, row->avatar, largest_picture))
        archive.add("avatar.png", *file);
}

void Avatars::clean_up() const {
    auto const removed = parts_.files.clean_up(
        [&](base::Id128 owner) {
            if (owner == the_workspace.value) return parts_.workspace.get().picture;
            auto const row = find_person(parts_.pool, {owner});
            return row ? row->avatar : std::string();
        },
        std::filesystem::file_time_type::clock::now());
    if (removed > 0) parts_.log.info("pictures.removed", {{"files", removed}});
}

void bind_avatars(http::Routes& routes, Avatars const& avatars, server::Log const& log) {
    routes.bind_bytes<PutAvatar>([&avatars, log](auto const&, http::Call& call) {
        return http::or_unavailable<http::OutcomeOf<PutAvatar>>(log, call.request.id,
                                                                [&] { return avatars.put(call); })
            .reply(call);
    });
    http::bind_one<RemoveAvatar>(
        routes, log, [&avatars](auto const&, http::Call& call) { return avatars.remove(call); });
    routes.bind_bytes<SeeAvatar>([&avatars, log](auto const& request, http::Call& call) {
        return http::reply_or_unavailable(log, call, [&] { return avatars.see(request, call); });
    });
}

}  // namespace accounts
