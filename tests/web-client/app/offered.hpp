// What was offered in a place, and whether each of it has all that it needs to stand in any list of
// what can be done.
#pragma once

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "web-client/parts/command.hpp"
#include "web-client/words/words.hpp"

namespace rooms {

// The names of what was offered, and of what of it was grey.
struct Offered {
    std::set<std::string> names, grey;
};

inline void judge(parts::Commands const& commands, words::Words const& words, Offered& offered) {
    std::set<std::string> names;
    std::set<parts::Key> keys;
    for (auto const& command : commands) {
        CAPTURE(command.name);
        offered.names.insert(command.name);
        CHECK(words.knows(command.name));
        CHECK(command.icon != look::Icon::none);
        CHECK(command.act);
        CHECK(names.insert(command.name).second);
        if (command.key != parts::Key::none) CHECK(keys.insert(command.key).second);
        if (command.grey.empty()) continue;
        offered.grey.insert(command.name);
        CHECK_FALSE(words.knows(command.grey));  // words, and not the key of some
        CHECK(command.grey.find(' ') != std::string::npos);
    }
}

}  // namespace rooms
