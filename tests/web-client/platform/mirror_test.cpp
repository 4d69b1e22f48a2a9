#include "web-client/platform/mirror.hpp"

#include <doctest/doctest.h>

namespace mirror_test {
namespace {

look::Node node(std::uint32_t id, std::uint32_t parent, look::Role role, std::string name) {
    look::Node made;
    made.id = id;
    made.parent = parent;
    made.role = role;
    made.name = std::move(name);
    made.rect = {1, 2.26f, 30, 4};
    return made;
}

}  // namespace

TEST_CASE("a node is told with what it has, and with nothing that it has not") {
    look::Node button = node(7, 1, look::Role::button, "Отправить \"все\"");
    CHECK(platform::to_json(button) ==
          R"({"id":7,"parent":1,"role":"button","name":"Отправить \"все\"",)"
          R"("rect":[1.0,2.3,30.0,4.0]})");
    button.state.disabled = true;
    button.description = "why";
    button.position = 3;
    button.set_size = 9;
    CHECK(platform::to_json(button) ==
          R"({"id":7,"parent":1,"role":"button","name":"Отправить \"все\"",)"
          R"("description":"why",)"
          R"("disabled":true,"position":3,"set_size":9,"rect":[1.0,2.3,30.0,4.0]})");
}

TEST_CASE("only what is different is told") {
    platform::MirrorChanges mirror;
    look::SemanticTree tree;
    tree.nodes = {node(1, 0, look::Role::main, "m"), node(2, 1, look::Role::button, "a"),
                  node(3, 1, look::Role::button, "b")};
    std::string const first = mirror.update(tree);
    CHECK(first.find(R"("gone":[])") != std::string::npos);
    CHECK(first.find(R"("order":[[1,0],[2,1],[3,1]])") != std::string::npos);
    CHECK(mirror.update(tree).empty());

    SUBCASE("another name") {
        tree.nodes[1].name = "c";
        std::string const changes = mirror.update(tree);
        CHECK(changes.find(R"("put":[{"id":2)") != std::string::npos);
        CHECK(changes.find(R"("id":3)") == std::string::npos);
        CHECK(changes.find("order") == std::string::npos);
    }
    SUBCASE("another order") {
        std::swap(tree.nodes[1], tree.nodes[2]);
        CHECK(mirror.update(tree) == R"({"gone":[],"put":[],"order":[[1,0],[3,1],[2,1]]})");
    }
    SUBCASE("one less, and then again") {
        tree.nodes.pop_back();
        CHECK(mirror.update(tree) == R"({"gone":[3],"put":[],"order":[[1,0],[2,1]]})");
        tree.nodes.push_back(node(3, 1, look::Role::button, "b"));
        CHECK(mirror.update(tree).find(R"("put":[{"id":3)") != std::string::npos);
    }
}

}  // namespace mirror_test
