// The semantic tree as JSON, for what stands outside of the program: the page's ARIA mirror, and
// tests that drive the native window.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "web-client/look/semantics.hpp"

namespace platform {

// {"id":7,"parent":1,"role":"button","name":"Send","rect":[10,20,80,24],"disabled":true}; what is
// empty, false or 0 is left out.
std::string to_json(look::Node const& node);

// Tells what is different from the tree that was told before.
class MirrorChanges {
public:
    // "" if nothing is different, else {"gone":[ids],"put":[nodes],"order":[[id,parent],…]}: the
    // nodes to take away, those that are new or look different, and, if anything moved, all in
    // their order.
    std::string update(look::SemanticTree const& tree);

private:
    std::unordered_map<std::uint32_t, look::Node> told_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order_;
};

}  // namespace platform
