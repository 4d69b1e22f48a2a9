// What the shared rules say of a command before anybody asks for it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "shared/base/describe.hpp"
#include "web-client/sync/replica.hpp"
#include "web-client/words/words.hpp"

namespace house {

// What must hold of a field, so that it can be judged while it is typed.
base::Rules rules_of(base::TypeInfo const& type, std::string_view field);
template <base::Described Record>
base::Rules rules_of(std::string_view field) {
    return rules_of(base::type_of<Record>(), field);
}

// Why a command would be refused now, in words; empty when it would not be.
template <class Domain>
std::string grey(client::Replica<Domain> const& replica, words::Words const& words,
                 typename Domain::Command const& command) {
    auto const verdict = replica.mind().judge(command);
    auto const* refusal = std::get_if<base::Refusal>(&verdict);
    return refusal ? words.explain(*refusal) : std::string();
}

}  // namespace house
