#include <doctest/doctest.h>

#include <set>

#include "web-client/look/recorder.hpp"

namespace recorder_test {

using look::Node;
using look::Recorder;
using look::Role;

namespace {

Node named(Role role, char const* name) {
    Node node;
    node.role = role;
    node.name = name;
    return node;
}

void draw(Recorder& recorder) {
    recorder.begin({0, 0, 100, 100});
    recorder.open(named(Role::list, "people"));
    recorder.add(named(Role::listitem, "Anna"), 17);
    recorder.add(named(Role::listitem, "Ilya"), 17);
    recorder.add(named(Role::text, "both"));
    recorder.close();
    recorder.add(named(Role::button, "Send"), 5);
    recorder.end();
}

}  // namespace

TEST_CASE("the same screen has the same ids in every frame, each once") {
    Recorder recorder;
    draw(recorder);
    look::SemanticTree const first = recorder.tree();
    draw(recorder);
    CHECK(recorder.tree() == first);
    std::set<std::uint32_t> ids;
    for (Node const& node : first.nodes) {
        CHECK(node.id != 0);
        CHECK(ids.insert(node.id).second);
    }
}

TEST_CASE("what is drawn between open and close is inside") {
    Recorder recorder;
    draw(recorder);
    auto const& nodes = recorder.tree().nodes;
    REQUIRE(nodes.size() == 6);
    CHECK(nodes[0].parent == 0);
    CHECK(nodes[1].parent == nodes[0].id);
    CHECK(nodes[2].parent == nodes[1].id);
    CHECK(nodes[4].parent == nodes[1].id);
    CHECK(nodes[5].parent == nodes[0].id);
}

TEST_CASE("a container without a place takes that of what it holds") {
    Recorder recorder;
    recorder.begin({0, 0, 100, 100});
    recorder.open(named(Role::list, "list"));
    Node row = named(Role::listitem, "row");
    row.rect = {10, 20, 30, 5};
    recorder.add(row);
    row.rect = {15, 30, 40, 5};
    recorder.add(row);
    recorder.close();
    CHECK(recorder.tree().nodes[1].rect == look::Rect{10, 20, 45, 15});
}

TEST_CASE("a dialog belongs to the screen and not to the panel that opened it") {
    Recorder recorder;
    recorder.begin({0, 0, 100, 100});
    recorder.open(named(Role::main, "panel"));
    recorder.open_at_root(named(Role::dialog, "question"));
    recorder.add(named(Role::button, "Yes"), 3);
    recorder.close();
    recorder.add(named(Role::text, "after"));
    recorder.end();
    auto const& nodes = recorder.tree().nodes;
    CHECK(nodes[2].parent == nodes[0].id);
    CHECK(nodes[3].parent == nodes[2].id);
    CHECK(nodes[4].parent == nodes[1].id);
}

TEST_CASE("only items that got a node are covered") {
    Recorder recorder;
    draw(recorder);
    CHECK(recorder.covers(5));
    CHECK(recorder.covers(17));
    CHECK_FALSE(recorder.covers(6));
    recorder.begin({});
    CHECK_FALSE(recorder.covers(5));
}

}  // namespace recorder_test
