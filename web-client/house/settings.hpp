// Language and shade: chosen here, or followed from where they are kept.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "web-client/shell/shell.hpp"
#include "web-client/words/words.hpp"

namespace house {

struct Chosen {
    std::optional<words::Language> language;
    std::optional<shell::Shade> shade;
    explicit operator bool() const { return language || shade; }
};

class Settings {
public:
    // The person chose it, here and now: it is shown, and told to whoever keeps it.
    void choose(Chosen const& chosen) {
        if (!chosen) return;
        follow(chosen);
        if (on_chosen_) on_chosen_(chosen);
    }
    // It was chosen elsewhere: it is shown.
    void follow(Chosen const& chosen) {
        if (chosen.language) wanted_.language = chosen.language;
        if (chosen.shade) wanted_.shade = chosen.shade;
    }
    void on_chosen(std::function<void(Chosen const&)> act) { on_chosen_ = std::move(act); }

    // For whoever shows it, once.
    Chosen take() { return std::exchange(wanted_, {}); }

    shell::Shade shade = shell::Shade::system;  // as it is shown

private:
    Chosen wanted_;
    std::function<void(Chosen const&)> on_chosen_;
};

}  // namespace house
