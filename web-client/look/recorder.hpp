// Writes the semantic tree while widgets draw: containers are opened and closed around what they
// hold, leaves are added in between. It also knows which of ImGui's items have a node, so that a
// test can find one that a screen reader could not.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "web-client/look/semantics.hpp"

namespace look {

class Recorder {
public:
    void begin(Rect window);  // forgets the last frame, and opens the root
    void end();

    // `item` is ImGui's id of what takes the clicks; 0 for what takes none (an id is made then from
    // the parent, the role and the order). Returns the node's id.
    std::uint32_t add(Node node, std::uint32_t item = 0);

    // Everything added before close() is inside. A container without a rectangle takes the union of
    // what it holds.
    std::uint32_t open(Node node, std::uint32_t item = 0);
    void close();

    // A dialog stands beside the screen, wherever the code that draws it is called from.
    std::uint32_t open_at_root(Node node, std::uint32_t item = 0);

    // The node added or opened last, to complete it (a description, a state).
    Node& last() { return tree_.nodes.back(); }
    Node* find(std::uint32_t id);

    bool covers(std::uint32_t item) const { return items_.count(item) != 0; }
    // For parts of a widget that are no items of their own, as its inner scrolling window.
    void cover(std::uint32_t item) { items_.insert(item); }

    SemanticTree const& tree() const { return tree_; }

private:
    std::uint32_t put(Node node, std::uint32_t item, std::uint32_t parent);

    struct Open {
        std::size_t index;
        bool measured;  // its rectangle was given
    };
    SemanticTree tree_;
    std::vector<Open> open_;
    std::unordered_set<std::uint32_t> items_;
    std::unordered_set<std::uint32_t> ids_;
};

// Closes what it opened, at the end of a scope.
class Inside {
public:
    explicit Inside(Recorder& recorder) : recorder_(&recorder) {}
    ~Inside() { recorder_->close(); }
    Inside(Inside const&) = delete;
    Inside& operator=(Inside const&) = delete;

private:
    Recorder* recorder_;
};

}  // namespace look
