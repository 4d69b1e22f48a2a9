#include "shared/accounts/group_rules.hpp"
#include "shared/accounts/view_rules.hpp"
#include "shared/accounts/workspace_rules.hpp"

namespace accounts {

namespace {

using Change = World::Change;
using Context = Domain::Context;
using base::Refusal;
using world::me;

// ---- what a command reads: with the actor's own row, where a right is asked for

world::Reads own(PersonId person) {
    return world::Reads().row(account_of(person)).write(me(person.value));
}
world::Reads as_administrator(PersonId person, PersonId actor) {
    world::Reads reads;
    return writes_person(reads, person).row(actor).row(the_workspace).write(everybody());
}

world::Reads of_one(PersonId person) {
    world::Reads reads;
    return writes_person(reads, person);
}
world::Reads reads_of(EditProfile const& c, PersonId) { return of_one(c.person); }
world::Reads reads_of(ChooseSettings const& c, PersonId) { return own(c.person); }
world::Reads reads_of(EndSession const& c, PersonId) {
    return world::Reads().row(c.session).write(me(c.person.value));
}
world::Reads reads_of(EndSessions const& c, PersonId actor) {
    return world::Reads()
        .row(actor)
        .range<&Session::person>(c.person)
        .range<&ScriptToken::person>(c.person)
        .read(directory())
        .write(me(c.person.value));
}
world::Reads reads_of(RevokeToken const& c, PersonId) {
    return world::Reads().row(c.token).write(me(c.person.value));
}
// The administrators who stay are counted.
world::Reads of_leaving(PersonId person) {
    auto reads = own(person);
    return writes_person(reads, person).row(the_workspace).write(everybody());
}
world::Reads reads_of(EditRows const& c, PersonId actor) {
    auto const more = [](world::Reads& reads, auto const& row, bool) {
        if constexpr (requires { reads_by_hand(reads, row); }) reads_by_hand(reads, row);
    };
    return world::reads_of_edits(c, more).row(actor).row(account_of(actor)).read(me(actor.value));
}
world::Reads reads_of(KeepAccount const& c, PersonId) { return of_leaving(c.person); }
world::Reads reads_of(ScheduleDeletion const& c, PersonId) { return of_leaving(c.person); }
world::Reads reads_of(SetAdministrator const& c, PersonId actor) {
    return as_administrator(c.person, actor)
        .row(account_of(c.person))
        .range<&ScriptToken::person>(c.person);
}
world::Reads reads_of(SetBlocked const& c, PersonId actor) {
    return as_administrator(c.person, actor)
        .range<&Session::person>(c.person)
        .range<&ScriptToken::person>(c.person);
}
world::Reads reads_of(SetPersonKind const& c, PersonId actor) {
    return leaves_groups(of_one(c.person).row(actor), c.person);
}
world::Reads reads_of(Register const& c, PersonId) { return of_leaving(c.person.id); }
world::Reads reads_of(OpenSession const& c, PersonId) {
    return own(c.session.person).row(c.session.id).row(c.session.person);
}
world::Reads reads_of(TouchSession const& c, PersonId) {
    return world::Reads().row(c.session).write(me(c.person.value));
}
world::Reads reads_of(ChangeAccount const& c, PersonId) { return own({c.account.id.value}); }
world::Reads reads_of(TakeEmail const& c, PersonId) {
    auto reads = own(c.person);
    return writes_person(reads, c.person);
}
world::Reads reads_of(SetAvatar const& c, PersonId) { return of_one(c.person); }
world::Reads reads_of(AddToken const& c, PersonId) {
    return own(c.token.person).row(c.token.id).row(c.token.person);
}
world::Reads reads_of(TouchToken const& c, PersonId) {
    return world::Reads().row(c.token).write(me(c.person.value));
}
world::Reads reads_of(ErasePerson const& c, PersonId) {
    return leaves_groups(of_leaving(c.person), c.person)
        .range<&Session::person>(c.person)
        .range<&ScriptToken::person>(c.person)
        .range<&View::person>(c.person);
}

// ---- decisions

// Whether somebody counts among the administrators who stay, once they are one. A client sees its
// own account only, and guesses that others stay.
bool stays(World const& world, PersonId person) {
    auto const* account = world.find(account_of(person));
    return !account || !account->deletion;
}
// What an administrator ordered is decided, and nothing that the person does takes it back.
bool must_go(World const& world, PersonId person) {
    auto const* account = world.find(account_of(person));
    return account && account->deletion_ordered;
}

// Writes when the account goes, or that it stays, and counts.
Verdict reschedule(World const& world, Account const& changed) {
    PersonId const id{changed.id.value};
    auto const found = look_up(world, id);
    if (!found.row) return found.otherwise;
    auto change = change_of(world::Put<Account>{changed});
    if (!found.row->administrator) return change;
    auto const more = (changed.deletion ? 0 : 1) - (stays(world, id) ? 1 : 0);
    if (more < 0 && with_administrators(world, more).administrators < 1)
        return Refusal{"last-administrator", {}};
    count_administrators(world, more, change);
    return change;
}

void end_sessions(World const& world, PersonId person, base::Id<Session> but, Change& change) {
    for (auto const& session : world.by<&Session::person>(person))
        if (session.id != but) change.push_back(world::Erase<Session>{session.id});
}

void end_tokens(World const& world, PersonId person, Scope least, Change& change) {
    for (auto const& token : world.by<&ScriptToken::person>(person))
        if (token.scope >= least) change.push_back(world::Erase<ScriptToken>{token.id});
}

Verdict decide_one(World const& world, EditProfile const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    Person edited = *found.row;
    edited.name = c.name;
    edited.biography = c.biography;
    edited.location = c.location;
    return change_of(world::Put<Person>{edited});
}

Verdict decide_one(World const& world, ChooseSettings const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const found = look_up(world, account_of(c.person), me(c.person.value), "person-unknown");
    if (!found.row) return found.otherwise;
    Account chosen = *found.row;
    chosen.language = c.language;
    chosen.theme = c.theme;
    return change_of(world::Put<Account>{chosen});
}

Verdict decide_one(World const& world, EndSession const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const* session = world.find(c.session);
    if (!session && !world.knows(me(c.person.value))) return world::ServerDecides{};
    if (!session || session->person != c.person) return Refusal{"session-unknown", {}};
    return change_of(world::Erase<Session>{c.session});
}

Verdict decide_one(World const& world, EndSessions const& c, Context const& context) {
    if (c.person.value != context.actor) {
        if (auto no = no_administrator(world, context)) return *no;
    }
    if (!world.knows(me(c.person.value))) return world::ServerDecides{};
    Change change;
    end_sessions(world, c.person, c.but, change);
    if (c.tokens) end_tokens(world, c.person, Scope::read, change);
    return change;
}

Verdict decide_one(World const& world, RevokeToken const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const* token = world.find(c.token);
    if (!token && !world.knows(me(c.person.value))) return world::ServerDecides{};
    if (!token || token->person != c.person) return Refusal{"token-unknown", {}};
    return change_of(world::Erase<ScriptToken>{c.token});
}

Verdict decide_one(World const& world, KeepAccount const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const found = look_up(world, account_of(c.person), me(c.person.value), "person-unknown");
    if (!found.row) return found.otherwise;
    if (!found.row->deletion) return Change{};
    // It was ordered, for good, or has begun.
    if (found.row->deletion_ordered || *found.row->deletion <= context.now)
        return Refusal{"account-deleted", {}};
    Account kept = *found.row;
    kept.deletion.reset();
    kept.erase_messages = false;
    return reschedule(world, kept);
}

Verdict decide_one(World const& world, ScheduleDeletion const& c, Context const&) {
    auto const* account = world.find(account_of(c.person));
    if (!account) return Refusal{"person-unknown", {}};
    if (account->deletion_ordered && !c.ordered) return Refusal{"account-deleted", {}};
    Account changed = *account;
    changed.deletion = c.at;
    changed.erase_messages = c.erase_messages;
    changed.deletion_ordered = c.ordered;
    return reschedule(world, changed);
}

Verdict decide_one(World const& world, SetAdministrator const& c, Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    if (found.row->administrator == c.administrator) return Change{};
    if (c.administrator && found.row->blocked) return Refusal{"person-blocked", {}};
    if (c.administrator && found.row->kind == PersonKind::guest) return Refusal{"guest-right", {}};
    if (c.administrator && must_go(world, c.person)) return Refusal{"account-deleted", {}};
    int const counted = stays(world, c.person) ? 1 : 0;
    if (!c.administrator && with_administrators(world, -counted).administrators < 1) {
        // It may be one who leaves, and is not counted.
        if (!world.knows(me(c.person.value))) return world::ServerDecides{};
        return Refusal{"last-administrator", {}};
    }
    // Only the server sees whose tokens are to end.
    if (!c.administrator && !world.knows(me(c.person.value))) return world::ServerDecides{};
    Person changed = *found.row;
    changed.administrator = c.administrator;
    auto change = change_of(world::Put<Person>{changed});
    count_administrators(world, c.administrator ? counted : -counted, change);
    if (!c.administrator) end_tokens(world, c.person, Scope::admin, change);
    return change;
}

Verdict decide_one(World const& world, SetBlocked const& c, Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    if (c.blocked && found.row->administrator) return Refusal{"blocks-administrator", {}};
    if (found.row->blocked == c.blocked) return Change{};
    // Only the server sees whose sessions are to end.
    if (c.blocked && !world.knows(me(c.person.value))) return world::ServerDecides{};
    Person changed = *found.row;
    changed.blocked = c.blocked;
    auto change = change_of(world::Put<Person>{changed});
    if (!c.blocked) return change;
    end_sessions(world, c.person, {}, change);
    end_tokens(world, c.person, Scope::read, change);
    return change;
}

Verdict decide_one(World const& world, SetPersonKind const& c, Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    if (found.row->kind == c.kind) return Change{};
    bool const to_guest = c.kind == PersonKind::guest;
    if (to_guest && found.row->administrator) return Refusal{"guest-administrator", {}};
    if (to_guest && !world.knows(memberships_space())) return world::ServerDecides{};
    Person changed = *found.row;
    changed.kind = c.kind;
    if (to_guest) changed.manages_groups = false;
    auto change = change_of(world::Put<Person>{changed});
    if (to_guest) leave_groups(world, c.person, change);
    return change;
}

Verdict decide_one(World const& world, Register const& c, Context const& context) {
    if (!context.facts.email_is_free) return world::ServerDecides{};
    if (!*context.facts.email_is_free) return Refusal{"email-taken", {}};
    if (world.find(c.person.id)) return Refusal{"id-taken", {}};
    Account account;
    account.id = account_of(c.person.id);
    account.email_confirmed = c.email_confirmed;
    account.language = c.language;
    auto change = change_of(world::Add<Person>{c.person}, world::Add<Account>{account});
    count_administrators(world, c.person.administrator ? 1 : 0, change);
    return change;
}

Verdict decide_one(World const& world, OpenSession const& c, Context const&) {
    auto const* person = world.find(c.session.person);
    if (!person) return Refusal{"person-unknown", {}};
    if (person->blocked) return Refusal{"person-blocked", {}};
    if (must_go(world, c.session.person)) return Refusal{"account-deleted", {}};
    if (world.find(c.session.id)) return Refusal{"id-taken", {}};
    return change_of(world::Add<Session>{c.session});
}

Verdict decide_one(World const& world, TouchSession const& c, Context const& context) {
    auto const* session = world.find(c.session);
    if (!session || session->person != c.person) return Refusal{"session-unknown", {}};
    Session touched = *session;
    touched.last_seen = context.now;
    touched.address = c.address;
    return change_of(world::Put<Session>{touched});
}

Verdict decide_one(World const& world, ChangeAccount const& c, Context const&) {
    auto const* account = world.find(c.account.id);
    if (!account) return Refusal{"person-unknown", {}};
    Account changed = c.account;
    changed.deletion = account->deletion;
    changed.erase_messages = account->erase_messages;
    changed.deletion_ordered = account->deletion_ordered;
    return change_of(world::Put<Account>{changed});
}

Verdict decide_one(World const& world, TakeEmail const& c, Context const& context) {
    if (!context.facts.email_is_free) return world::ServerDecides{};
    auto const* person = world.find(c.person);
    auto const* account = world.find(account_of(c.person));
    if (!person || !account) return Refusal{"person-unknown", {}};
    bool const same = person->email == c.email;
    if (!same && !*context.facts.email_is_free) return Refusal{"email-taken", {}};
    Account confirmed = *account;
    confirmed.email_confirmed = true;
    confirmed.new_email.clear();
    Person changed = *person;
    changed.email = c.email;
    auto change = change_of(world::Put<Account>{confirmed});
    if (!same) change.push_back(world::Put<Person>{changed});
    return change;
}

Verdict decide_one(World const& world, SetAvatar const& c, Context const&) {
    auto const* person = world.find(c.person);
    if (!person) return Refusal{"person-unknown", {}};
    Person changed = *person;
    changed.avatar = c.avatar;
    return change_of(world::Put<Person>{changed});
}

Verdict decide_one(World const& world, AddToken const& c, Context const&) {
    if (!world.find(c.token.person)) return Refusal{"person-unknown", {}};
    if (must_go(world, c.token.person)) return Refusal{"account-deleted", {}};
    if (world.find(c.token.id)) return Refusal{"id-taken", {}};
    return change_of(world::Add<ScriptToken>{c.token});
}

struct ByHand {
    Context const& context;
    // Rows of accounts are changed, and come and go by other commands; but groups.
    template <class Row>
    std::optional<Verdict> operator()(World const& world, world::ByHand<Row> const& edit,
                                      Change&) const {
        if constexpr (Row::editing == world::Editing::rows)
            return bars_by_hand(world, edit);
        else if (auto no = may_become(world, context, *edit.before, *edit.after))
            return Verdict(*no);
        return std::nullopt;
    }
};
Verdict decide_one(World const& world, EditRows const& c, Context const& context) {
    if (auto refusal = no_administrator(world, context)) return *refusal;
    return world::decide_edits(world, c, context, ByHand{context});
}

Verdict decide_one(World const& world, TouchToken const& c, Context const& context) {
    auto const* token = world.find(c.token);
    if (!token || token->person != c.person) return Refusal{"token-unknown", {}};
    ScriptToken touched = *token;
    touched.used = context.now;
    return change_of(world::Put<ScriptToken>{touched});
}

Verdict decide_one(World const& world, ErasePerson const& c, Context const&) {
    auto const* person = world.find(c.person);
    if (!person) return Change{};  // it was done before
    int const counted = person->administrator && stays(world, c.person) ? 1 : 0;
    if (person->administrator && with_administrators(world, -counted).administrators < 1)
        return Refusal{"last-administrator", {}};
    Change change;
    end_sessions(world, c.person, {}, change);
    end_tokens(world, c.person, Scope::read, change);
    leave_groups(world, c.person, change);
    remove_views(world, c.person, change);
    if (world.find(account_of(c.person)))
        change.push_back(world::Erase<Account>{account_of(c.person)});
    change.push_back(world::Erase<Person>{c.person});
    count_administrators(world, -counted, change);
    return change;
}

}  // namespace

world::Reads Domain::reads(Command const& command, base::Id128 actor) {
    return std::visit([&](auto const& c) { return reads_of(c, PersonId{actor}); }, command);
}

World::Verdict Domain::decide(World const& world, Command const& command, Context const& context) {
    return std::visit([&](auto const& c) { return decide_one(world, c, context); }, command);
}

}  // namespace accounts
