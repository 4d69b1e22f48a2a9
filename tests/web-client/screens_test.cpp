// What must hold of every screen, in both languages, dark and light, wide and on a phone.
#include <doctest/doctest.h>

#include <cctype>
#include <set>

#include "tests/support/stage.hpp"
#include "tests/web-client/samples.hpp"

namespace screens_test {

using support::Stage;
using words::Language;

namespace {

struct Case {
    samples::Sample sample;
    support::StageSettings settings;
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (samples::Sample const& sample : samples::all())
        for (Language const language : {Language::english, Language::russian})
            for (float const width : {1280.0f, 900.0f, 390.0f}) {
                support::StageSettings settings;
                settings.language = language;
                settings.width = width;
                settings.height = width < 700 ? 780.0f : 800.0f;
                all.push_back({sample, settings});
            }
    return all;
}

// Draws one sample until it stands still.
class Shown {
public:
    explicit Shown(Case const& c)
        : screen_(c.sample.make(c.settings.language)),
          stage(c.settings,
                [this](look::Ui& ui, look::Rect window) { screen_->draw(ui, window); }) {
        stage.run(6);
    }

private:
    std::unique_ptr<samples::Screen> screen_;

public:
    Stage stage;
};

template <class Check>
void on_every_screen(Check check) {
    for (Case const& c : cases()) {
        std::string const name = c.sample.name + " " + words::tag_of(c.settings.language) + " " +
                                 std::to_string(c.settings.width);
        CAPTURE(name);
        Shown shown(c);
        check(shown.stage);
    }
}

// "details.title": the key of a text and not a text.
bool is_key(words::Words const& words, std::string const& text) {
    return text.find(' ') == std::string::npos && text.find('.') != std::string::npos &&
           words.knows(text);
}

}  // namespace

TEST_CASE("whatever reacts to a person has a node that says what it is") {
    on_every_screen([](Stage& stage) {
        CHECK(stage.items().size() > 2);
        for (look::SeenItem const& item : stage.without_node()) {
            CAPTURE(item.rect.x);
            CAPTURE(item.rect.y);
            CAPTURE(stage.described());
            CHECK(item.id == 0);
        }
        for (look::Node const& node : stage.tree().nodes) {
            bool const must_be_named =
                node.role == look::Role::button || node.role == look::Role::textbox ||
                node.role == look::Role::dialog || node.role == look::Role::link;
            if (must_be_named) CHECK_FALSE(node.name.empty());
        }
    });
}

TEST_CASE("nothing stands beyond the window's sides") {
    on_every_screen([](Stage& stage) {
        float const width = ImGui::GetIO().DisplaySize.x;
        for (look::SeenItem const& item : stage.items()) {
            CAPTURE(stage.described());
            CHECK(item.rect.x >= -0.5f);
            CHECK(item.rect.x + item.rect.width <= width + 0.5f);
        }
        for (look::Node const& node : stage.tree().nodes) {
            CAPTURE(node.name);
            CHECK(node.rect.x >= 0);
            CHECK(node.rect.x + node.rect.width <= width + 0.5f);
            CHECK(node.rect.y + node.rect.height <= ImGui::GetIO().DisplaySize.y + 0.5f);
        }
    });
}

TEST_CASE("every id is there once, every parent comes first, and a screen at rest stays as it is") {
    on_every_screen([](Stage& stage) {
        std::set<std::uint32_t> ids{0};
        for (look::Node const& node : stage.tree().nodes) {
            CHECK(ids.count(node.parent) == 1);
            CHECK(ids.insert(node.id).second);
        }
        look::SemanticTree const before = stage.tree();
        stage.run(3);
        CHECK(stage.tree() == before);
        CHECK(stage.ui().redraw_in_s > 0);  // nothing asks for frame after frame
    });
}

TEST_CASE("every text was found in its language") {
    on_every_screen([](Stage& stage) {
        for (look::Node const& node : stage.tree().nodes)
            for (std::string const& text : {node.name, node.value, node.description}) {
                CAPTURE(text);
                CHECK_FALSE(is_key(*stage.ui().words, text));
                CHECK(text.find('{') == std::string::npos);
            }
    });
}

TEST_CASE("Russian screens are Russian: no control has a name in Latin letters only") {
    // Names that are the same in every language.
    std::set<std::string> const same{"Kontor", "English", "Language", "anna@example.org"};
    for (Case const& c : cases()) {
        if (c.settings.language != Language::russian) continue;
        Shown shown(c);
        for (look::Node const& node : shown.stage.tree().nodes) {
            bool const control =
                node.role == look::Role::button || node.role == look::Role::heading ||
                node.role == look::Role::textbox || node.role == look::Role::dialog;
            if (!control || same.count(node.name) != 0) continue;
            bool cyrillic = false;
            for (char const letter : node.name)
                cyrillic = cyrillic || static_cast<unsigned char>(letter) >= 0xd0;
            CAPTURE(node.name);
            CHECK(cyrillic);
        }
    }
}

TEST_CASE("on a phone everything that is pressed is large enough for a thumb or stands apart") {
    for (Case const& c : cases()) {
        if (c.settings.width > 400) continue;
        Shown shown(c);
        for (look::Node const& node : shown.stage.tree().nodes) {
            bool const pressed = node.role == look::Role::button || node.role == look::Role::link;
            if (!pressed || node.rect.width == 0 || node.rect.y + node.rect.height >= 750) continue;
            CAPTURE(node.name);
            CAPTURE(c.sample.name);
            CHECK(node.rect.height >= 17);
        }
    }
}

}  // namespace screens_test
