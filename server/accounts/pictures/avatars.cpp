#include "server/accounts/pictures/avatars.hpp"

#include <system_error>

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/http/media_type.hpp"
#include "server/http/tokens.hpp"

namespace accounts {

namespace {

std::string fresh_name() {
    constexpr char digits[] = "0123456789abcdef";
    std::string name;
    for (char const c : server::random_bytes(16)) {
        auto const byte = static_cast<unsigned char>(c);
        name += digits[byte >> 4];
        name += digits[byte & 0xF];
    }
    return name;
}

http::Fault fault(int status, std::string_view rule) {
    http::Fault made;
    made.status = status;
    made.rule = rule;
    return made;
}

// What it is, whatever it is called: one that was saved under another's name still is a picture.
// The route took only "image/png" and its like; what is none of them is read as what it is called.
std::string kind_of(http::Call const& call) {
    std::string name(picture_type(call.request.body));
    if (name.empty()) name = http::media_type_of(call.request.header("content-type"))->name;
    return name.substr(name.find('/') + 1);
}

http::Fault fault_of(NoPicture reason) {
    if (reason == NoPicture::busy) return http::try_again_soon();
    return fault(422, reason == NoPicture::too_large ? "picture-too-large" : "not-a-picture");
}

}  // namespace

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
    if (before != name) parts_.files.remove(person, before);
    return std::nullopt;
}

http::OutcomeOf<PutAvatar> Avatars::put(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<PutAvatar>(), 1, call))
        return std::move(*fault);
    auto const read = parts_.reader.read(kind_of(call), call.request.body);
    if (auto const* reason = std::get_if<NoPicture>(&read)) return fault_of(*reason);
    PersonId const person{call.who->person};
    auto const name = fresh_name();
    auto const& squares = std::get<Squares>(read);
    try {
        parts_.files.write(person, name, squares);
    } catch (std::system_error const& error) {
        parts_.files.remove(person, name);
        if (error.code() != std::errc::no_space_on_device) throw;
        parts_.log.warning("pictures.full", {{"error", std::string_view(error.what())}});
        auto full = fault(503, "storage-full");
        full.headers.emplace_back("Retry-After", "30");
        return full;
    }
    if (auto const fault = set(name, squares.large.size() + squares.small.size(), call)) {
        parts_.files.remove(person, name);
        return *fault;
    }
    return PutAvatar::Response{name};
}

http::OutcomeOf<RemoveAvatar> Avatars::remove(http::Call const& call) const {
    if (auto fault = parts_.floods.refuse(http::of_each_person<RemoveAvatar>(), 1, call))
        return std::move(*fault);
    if (auto const fault = set("", 0, call)) return *fault;
    return wire::Nothing{};
}

http::Reply Avatars::see(SeeAvatar::Request const& request, http::Call const& call) const {
    bool const is_size = request.size == smallest_picture || request.size == largest_picture;
    auto const known_people =
        is_size ? parts_.known.among(*call.who, {request.person.value}) : std::vector<Person>{};
    auto const* row = known_people.empty() ? nullptr : &known_people.front();
    if (!row || row->avatar.empty()) return call.reply(fault(404, ""));
    http::Reply reply;
    auto const tag = "\"" + row->avatar + "\"";
    // Another picture has another name, so that an address with the name is one picture's for ever.
    reply.headers = {
        {"ETag", tag},
        {"Cache-Control", request.name == row->avatar ? "private, max-age=31536000, immutable"
                                                      : "private, no-cache"}};
    auto const known = call.request.header("if-none-match");
    if (http::has_list_item(known, tag) || http::has_list_item(known, "w/" + tag)) {
        reply.status = 304;
        return reply;
    }
    auto file = parts_.files.read(request.person, row->avatar, request.size);
    if (!file) return call.reply(fault(404, ""));
    reply.content_type = SeeAvatar::answers;
    reply.body = std::make_shared<std::string const>(std::move(*file));
    return reply;
}

void Avatars::add_to_archive(PersonId person, archiving::Archive& archive) const {
    auto const row = find_person(parts_.pool, person);
    if (!row || row->avatar.empty()) return;
    if (auto const file = parts_.files.read(person, row->avatar, largest_picture))
        archive.add("avatar.png", *file);
}

void Avatars::clean_up() const {
    auto const removed = parts_.files.clean_up(
        [&](PersonId person) {
            auto const row = find_person(parts_.pool, person);
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
