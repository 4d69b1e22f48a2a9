#include "web-client/look/recorder.hpp"

#include <algorithm>
#include <utility>

namespace look {
namespace {

std::uint32_t mix(std::uint32_t seed, std::uint32_t value) {  // FNV-1a over four bytes
    for (int i = 0; i < 4; ++i) {
        seed ^= (value >> (8 * i)) & 0xffu;
        seed *= 16777619u;
    }
    return seed;
}

bool is_empty(Rect const& rect) { return rect.width <= 0 || rect.height <= 0; }

Rect unite(Rect const& a, Rect const& b) {
    if (is_empty(a)) return b;
    if (is_empty(b)) return a;
    float const left = std::min(a.x, b.x), top = std::min(a.y, b.y);
    float const right = std::max(a.x + a.width, b.x + b.width);
    float const bottom = std::max(a.y + a.height, b.y + b.height);
    return {left, top, right - left, bottom - top};
}

}  // namespace

void Recorder::begin(Rect window) {
    tree_.nodes.clear();
    open_.clear();
    items_.clear();
    ids_.clear();
    Node root;
    root.role = Role::application;
    root.name = "Kontor";
    root.rect = window;
    open(std::move(root));
}

void Recorder::end() {
    while (!open_.empty()) close();
}

std::uint32_t Recorder::put(Node node, std::uint32_t item, std::uint32_t parent) {
    node.parent = parent;
    node.id = item;
    if (node.id == 0)
        node.id = mix(mix(2166136261u, parent), static_cast<std::uint32_t>(node.role) + 1);
    // What comes twice with one id is told apart by its order, which stays from frame to frame.
    std::uint32_t turn = 1;
    std::uint32_t const first = node.id;
    while (node.id == 0 || !ids_.insert(node.id).second) node.id = mix(first, turn++);
    if (item != 0) items_.insert(item);
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.back().id;
}

std::uint32_t Recorder::add(Node node, std::uint32_t item) {
    std::uint32_t const parent = open_.empty() ? 0 : tree_.nodes[open_.back().index].id;
    return put(std::move(node), item, parent);
}

std::uint32_t Recorder::open(Node node, std::uint32_t item) {
    bool const measured = !is_empty(node.rect);
    std::uint32_t const id = add(std::move(node), item);
    open_.push_back({tree_.nodes.size() - 1, measured});
    return id;
}

std::uint32_t Recorder::open_at_root(Node node, std::uint32_t item) {
    bool const measured = !is_empty(node.rect);
    std::uint32_t const root = tree_.nodes.empty() ? 0 : tree_.nodes.front().id;
    std::uint32_t const id = put(std::move(node), item, root);
    open_.push_back({tree_.nodes.size() - 1, measured});
    return id;
}

void Recorder::close() {
    if (open_.empty()) return;
    Open const done = open_.back();
    open_.pop_back();
    Node& node = tree_.nodes[done.index];
    if (done.measured) return;
    for (std::size_t i = done.index + 1; i < tree_.nodes.size(); ++i)
        if (tree_.nodes[i].parent == node.id) node.rect = unite(node.rect, tree_.nodes[i].rect);
}

Node* Recorder::find(std::uint32_t id) {
    for (Node& node : tree_.nodes)
        if (node.id == id) return &node;
    return nullptr;
}

}  // namespace look
