#include "web-client/house/judging.hpp"

namespace house {

base::Rules rules_of(base::TypeInfo const& type, std::string_view field) {
    for (auto const& each : type.fields)
        if (each.name == field) return each.rules;
    return {};
}

}  // namespace house
