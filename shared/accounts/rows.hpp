// Who is there, and from where each of us is signed in. Passwords and tokens are never here: they
// are the server's own (server/accounts).
#pragma once

#include "shared/base/fields.hpp"
#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace accounts {

// A person as all colleagues see them.
struct Person {
    static constexpr std::string_view type_name = "accounts.person";
    base::Id<Person> id;
    std::string name;
    std::string email;
    bool administrator = false;
    base::Instant registered;

    static constexpr auto fields() {
        return std::tuple{
            base::field("id", &Person::id).required().fixed().filterable().sortable(),
            base::field("name", &Person::name)
                .required()
                .line()
                .at_most(100)
                .sortable()
                .filterable(),
            base::field("email", &Person::email)
                .required()
                .email()
                .unique()
                .sortable()
                .filterable(),
            base::field("administrator", &Person::administrator).filterable(),
            base::field("registered", &Person::registered).fixed().sortable().filterable()};
    }
    static constexpr auto indexes() { return std::tuple{world::index<&Person::name>()}; }
    std::vector<world::Space> spaces() const { return {world::directory()}; }
};

// One place where a person is signed in. Only that person sees it.
struct Session {
    static constexpr std::string_view type_name = "accounts.session";
    base::Id<Session> id;
    base::Id<Person> person;
    std::string device;   // what the client says it is: "Firefox on Linux"
    std::string address;  // from where it was last used
    base::Instant opened;
    base::Instant last_seen;

    static constexpr auto fields() {
        return std::tuple{base::field("id", &Session::id).required().fixed(),
                          base::field("person", &Session::person).required().fixed(),
                          base::field("device", &Session::device).line().at_most(200),
                          base::field("address", &Session::address).line().at_most(64),
                          base::field("opened", &Session::opened).fixed(),
                          base::field("last_seen", &Session::last_seen)};
    }
    static constexpr auto indexes() {
        return std::tuple{world::index<&Session::person, &Session::opened>()};
    }
    std::vector<world::Space> spaces() const { return {world::me(person.value)}; }
};

}  // namespace accounts
