// A screen without a screen: draws frames without OpenGL and with a time of its own, finds what
// stands there by role and name as a person would, and acts with the pointer and the keys at its
// place.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "web-client/look/hooks.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/words/words.hpp"

namespace support {

struct StageSettings {
    words::Language language = words::Language::english;
    bool dark = true;
    float width = 1280, height = 800;
    bool real_fields = false;
};

class Stage {
public:
    using Frame = std::function<void(look::Ui& ui, look::Rect window)>;
    Stage(StageSettings const& settings, Frame frame);
    explicit Stage(Frame frame) : Stage(StageSettings{}, std::move(frame)) {}
    ~Stage();
    Stage(Stage const&) = delete;
    Stage& operator=(Stage const&) = delete;

    void run(int frames = 1);
    void wait(double seconds);  // time passes between two frames
    void resize(float width, float height);
    look::Ui& ui() { return ui_; }
    look::SemanticTree const& tree() const { return ui_.nodes.tree(); }

    // Exactly one thing of this role and name, in the thing named `within` if that is given; else
    // it throws, and says what there is.
    look::Node find(look::Role role, std::string const& name, std::string const& within = {}) const;
    bool sees(look::Role role, std::string const& name, std::string const& within = {}) const;
    std::vector<look::Node> all(look::Role role) const;
    std::string focused() const;  // the name of what has the keyboard; empty: nothing

    void click(look::Role role, std::string const& name, std::string const& within = {});
    // …while this key is held.
    void click(ImGuiKey modifier, look::Role role, std::string const& name);
    void click_at(float x, float y, int times = 1);
    void drag(float from_x, float from_y, float to_x, float to_y);
    void hover(look::Role role, std::string const& name, std::string const& within = {});
    void wheel(float x, float y, float turns);
    void type(std::string const& text);                            // into what has the keyboard
    void fill(std::string const& field, std::string const& text);  // in the place of what is there
    void press(ImGuiKey key);
    void press(ImGuiKey modifier, ImGuiKey key);

    std::string clipboard;

    // Items that react to a person and that the semantic tree does not know.
    std::vector<look::SeenItem> without_node() const { return watch_->without_node(ui_.nodes); }
    std::vector<look::SeenItem> const& items() const { return watch_->items(); }
    std::string described() const;  // the tree as text, for messages of failed checks

private:
    std::vector<look::Node> matching(look::Role role, std::string const& name,
                                     std::string const& within) const;
    bool is_within(look::Node const& node, std::string const& within) const;

    StageSettings settings_;
    Frame frame_;
    ImGuiContext* context_;
    std::unique_ptr<look::ItemWatch> watch_;
    words::Words words_;
    look::Ui ui_;
};

}  // namespace support
