// Three people with their accounts, all of whom decisions know, and what becomes of what they ask.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "shared/accounts/commands.hpp"
#include "tests/shared/samples.hpp"

namespace accounts_office {

inline accounts::PersonId const anna{samples::id(1)}, pyotr{samples::id(2)}, vera{samples::id(3)};

struct Office {
    accounts::World world;
    bool administrator = true;  // whether the one who asks has all the rights of their row

    // `rights` are given to each of them.
    explicit Office(std::function<void(accounts::Person& row)> const& rights) {
        for (auto const person : {anna, pyotr, vera}) {
            accounts::Person row{person, "Имя", base::to_text(person) + "@example.org", false, {5}};
            rights(row);
            world.put(row);
            accounts::Account account;
            account.id = accounts::account_of(person);
            world.put(account);
        }
        world.become_whole();
    }
    // "", or why not; what is accepted is carried out.
    std::string does(accounts::PersonId actor, accounts::Command const& command) {
        auto const verdict =
            accounts::Domain::decide(world, command, {actor.value, administrator, {9}, {}});
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
        REQUIRE(std::holds_alternative<accounts::World::Change>(verdict));
        world.apply(std::get<accounts::World::Change>(verdict));
        return {};
    }
};

}  // namespace accounts_office
