#include "shared/accounts/commands.hpp"

namespace accounts {

namespace {

using Change = World::Change;
using Verdict = World::Verdict;
using Context = Domain::Context;
using base::Refusal;
using world::me;

world::Reads reads_of(Rename const& c) {
    return world::Reads().row(c.person).write(world::directory());
}
world::Reads reads_of(EndSession const& c) {
    return world::Reads().row(c.session).write(me(c.person.value));
}
world::Reads reads_of(Register const& c) {
    return world::Reads().row(c.person.id).write(world::directory());
}
world::Reads reads_of(OpenSession const& c) {
    return world::Reads().row(c.session.id).row(c.session.person).write(me(c.session.person.value));
}
world::Reads reads_of(TouchSession const& c) {
    return world::Reads().row(c.session).write(me(c.person.value));
}

Verdict decide_one(World const& world, Rename const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const* person = world.find(c.person);
    if (!person)
        return world.knows(world::directory()) ? Verdict(Refusal{"person-unknown", {}})
                                               : world::ServerDecides{};
    Person renamed = *person;
    renamed.name = c.name;
    return Change{world::Put<Person>{renamed}};
}

Verdict decide_one(World const& world, EndSession const& c, Context const& context) {
    if (c.person.value != context.actor) return Refusal{"not-yours", {}};
    auto const* session = world.find(c.session);
    if (!session && !world.knows(me(c.person.value))) return world::ServerDecides{};
    if (!session || session->person != c.person) return Refusal{"session-unknown", {}};
    return Change{world::Erase<Session>{c.session}};
}

Verdict decide_one(World const& world, Register const& c, Context const& context) {
    if (!context.facts.email_is_free) return world::ServerDecides{};
    if (!*context.facts.email_is_free) return Refusal{"email-taken", {}};
    if (world.find(c.person.id)) return Refusal{"id-taken", {}};
    return Change{world::Add<Person>{c.person}};
}

Verdict decide_one(World const& world, OpenSession const& c, Context const&) {
    if (!world.find(c.session.person)) return Refusal{"person-unknown", {}};
    if (world.find(c.session.id)) return Refusal{"id-taken", {}};
    return Change{world::Add<Session>{c.session}};
}

Verdict decide_one(World const& world, TouchSession const& c, Context const& context) {
    auto const* session = world.find(c.session);
    if (!session || session->person != c.person) return Refusal{"session-unknown", {}};
    Session touched = *session;
    touched.last_seen = context.now;
    touched.address = c.address;
    return Change{world::Put<Session>{touched}};
}

}  // namespace

world::Reads Domain::reads(Command const& command, base::Id128) {
    return std::visit([](auto const& c) { return reads_of(c); }, command);
}

World::Verdict Domain::decide(World const& world, Command const& command, Context const& context) {
    return std::visit([&](auto const& c) { return decide_one(world, c, context); }, command);
}

}  // namespace accounts
