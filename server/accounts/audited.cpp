#include "server/accounts/audited.hpp"

namespace accounts {

namespace {

// What each command is called in the log, whom it was done to, and what else is to be known.
audit::Entry entry_of(EditProfile const& c) { return {{}, c.person.value, "profile-edited"}; }
audit::Entry entry_of(EndSession const& c) { return {{}, c.person.value, "session-ended"}; }
audit::Entry entry_of(EndSessions const& c) {
    if (c.tokens) return {{}, c.person.value, "sessions-and-tokens-ended"};
    return {{}, c.person.value, c.but.is_none() ? "all-sessions-ended" : "other-sessions-ended"};
}
audit::Entry entry_of(RevokeToken const& c) { return {{}, c.person.value, "token-revoked"}; }
audit::Entry entry_of(KeepAccount const& c) { return {{}, c.person.value, "deletion-cancelled"}; }
audit::Entry entry_of(ScheduleDeletion const& c) {
    if (!c.at) return {{}, c.person.value, "deletion-cancelled", {}, "last-administrator"};
    return {{}, c.person.value, c.ordered ? "deletion-ordered" : "deletion-asked"};
}
audit::Entry entry_of(SetAdministrator const& c) {
    return {{}, c.person.value, c.administrator ? "administrator-given" : "administrator-taken"};
}
audit::Entry entry_of(SetBlocked const& c) {
    return {{}, c.person.value, c.blocked ? "blocked" : "unblocked"};
}
audit::Entry entry_of(SetPersonKind const& c) {
    return {{}, c.person.value, c.kind == PersonKind::guest ? "made-guest" : "made-member"};
}
audit::Entry entry_of(Register const& c) { return {{}, c.person.id.value, "registered"}; }
audit::Entry entry_of(OpenSession const& c) {
    return {{}, c.session.person.value, "signed-in", {}, c.session.device};
}
audit::Entry entry_of(TakeEmail const& c) { return {{}, c.person.value, "email-confirmed"}; }
audit::Entry entry_of(AddToken const& c) {
    return {{}, c.token.person.value, "token-made", {}, std::string(base::name_of(c.token.scope))};
}
audit::Entry entry_of(ErasePerson const& c) { return {{}, c.person.value, "deleted"}; }
audit::Entry entry_of(SetWorkspacePicture const& c) {
    return {{}, {}, c.picture.empty() ? "workspace-picture-removed" : "workspace-picture-changed"};
}
audit::Entry entry_of(MakeGroup const& c) { return {{}, {}, "group-made", {}, c.name}; }
audit::Entry entry_of(RenameGroup const& c) { return {{}, {}, "group-renamed", {}, c.name}; }
audit::Entry entry_of(RemoveGroup const&) { return {{}, {}, "group-removed"}; }
audit::Entry entry_of(AddToGroup const& c) { return {{}, c.person.value, "added-to-group"}; }
audit::Entry entry_of(TakeFromGroup const& c) { return {{}, c.person.value, "taken-from-group"}; }
audit::Entry entry_of(SetManagesGroups const& c) {
    return {{}, c.person.value, c.manages ? "groups-right-given" : "groups-right-taken"};
}
// What is told by another entry, or is nobody's business but the owner's.
template <class Command>
audit::Entry entry_of(Command const&) {
    return {{}, {}, {}};
}

}  // namespace

void audit_command(pqxx::transaction_base& transaction, Command const& command,
                   Domain::Context const& context) {
    auto entry = std::visit([](auto const& c) { return entry_of(c); }, command);
    if (entry.action.empty()) return;
    entry.actor = context.actor;
    // Somebody else did it: an administrator.
    if (entry.action == "registered" && entry.actor != entry.subject) entry.action = "enrolled";
    entry.address = context.facts.address;
    if (entry.detail.empty()) entry.detail = context.facts.group;
    entry.at = context.now;
    if (entry.action == "profile-edited") return audit::write_hourly(transaction, entry);
    audit::write(transaction, entry);
}

}  // namespace accounts
