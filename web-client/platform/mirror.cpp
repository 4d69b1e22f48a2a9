#include "web-client/platform/mirror.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <unordered_set>

namespace platform {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void member(Writer& out, char const* name, std::string const& value) {
    if (value.empty()) return;
    out.Key(name);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
void member(Writer& out, char const* name, bool value) {
    if (!value) return;
    out.Key(name);
    out.Bool(true);
}
void member(Writer& out, char const* name, int value) {
    if (value == 0) return;
    out.Key(name);
    out.Int(value);
}

void write(Writer& out, look::Node const& node) {
    out.StartObject();
    out.Key("id");
    out.Uint(node.id);
    out.Key("parent");
    out.Uint(node.parent);
    out.Key("role");
    out.String(look::aria_name(node.role));
    member(out, "name", node.name);
    member(out, "value", node.value);
    member(out, "description", node.description);
    member(out, "href", node.href);
    member(out, "disabled", node.state.disabled);
    member(out, "selected", node.state.selected);
    member(out, "checked", node.state.checked);
    member(out, "expanded", node.state.expanded);
    member(out, "focused", node.state.focused);
    member(out, "invalid", node.state.invalid);
    member(out, "busy", node.state.busy);
    member(out, "current", node.state.current);
    member(out, "modal", node.state.modal);
    member(out, "multiline", node.state.multiline);
    member(out, "password", node.state.password);
    member(out, "on_page", node.state.on_page);
    member(out, "position", node.position);
    member(out, "set_size", node.set_size);
    member(out, "level", node.level);
    out.Key("rect");
    out.StartArray();
    for (float const side : {node.rect.x, node.rect.y, node.rect.width, node.rect.height})
        out.Double(std::round(static_cast<double>(side) * 10) / 10);
    out.EndArray();
    out.EndObject();
}

}  // namespace

std::string to_json(look::Node const& node) {
    rapidjson::StringBuffer buffer;
    Writer out(buffer);
    write(out, node);
    return {buffer.GetString(), buffer.GetSize()};
}

std::string MirrorChanges::update(look::SemanticTree const& tree) {
    std::unordered_set<std::uint32_t> now;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
    std::vector<look::Node const*> different;
    for (look::Node const& node : tree.nodes) {
        now.insert(node.id);
        order.emplace_back(node.id, node.parent);
        auto const told = told_.find(node.id);
        if (told == told_.end() || !(told->second == node)) different.push_back(&node);
    }
    if (different.empty() && order == order_) return {};

    rapidjson::StringBuffer buffer;
    Writer out(buffer);
    out.StartObject();
    out.Key("gone");
    out.StartArray();
    for (auto told = told_.begin(); told != told_.end();) {
        if (now.count(told->first) == 0) {
            out.Uint(told->first);
            told = told_.erase(told);
        } else {
            ++told;
        }
    }
    out.EndArray();
    out.Key("put");
    out.StartArray();
    for (look::Node const* node : different) {
        write(out, *node);
        told_[node->id] = *node;
    }
    out.EndArray();
    if (order != order_) {
        out.Key("order");
        out.StartArray();
        for (auto const& [id, parent] : order) {
            out.StartArray();
            out.Uint(id);
            out.Uint(parent);
            out.EndArray();
        }
        out.EndArray();
        order_ = std::move(order);
    }
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace platform
