// What sample screens share: the frame of a signed-in person.
#pragma once

#include <memory>

#include "tests/web-client/sample_views.hpp"
#include "web-client/parts/ask.hpp"
#include "web-client/shell/shell.hpp"

namespace samples {

class SignedIn : public Screen {
public:
    explicit SignedIn(words::Language language) : view_(shell_view(language)) {}
    void draw(look::Ui& ui, look::Rect window) final {
        shell::Columns const columns =
            shell::columns_of(ui, window, view_.route == shell::home, details_open_);
        shell::frame(ui, view_, columns);
        if (columns.work.width > 0) work(ui, columns);
        if (columns.details.width > 0) details(ui, columns);
        above(ui);
    }

protected:
    virtual void work(look::Ui& ui, shell::Columns const& columns) = 0;
    virtual void details(look::Ui&, shell::Columns const&) {}
    virtual void above(look::Ui&) {}
    // So many things stand in the tray.
    void refuse(int count) {
        view_.connection.refused = count;
        shell::Section tray;
        tray.entries = {{"tray", words::Words(view_.language).say("nav.tray"), shell::tray_route,
                         look::Icon::inbox, count}};
        view_.sections.push_back(std::move(tray));
    }
    shell::View view_;
    bool details_open_ = false;
};

// A page with a question above it, which stands there as it was filled in.
template <class Page>
class Asks : public Page {
public:
    explicit Asks(words::Language language) : Page(language) { ask_draft_.focus_given = true; }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        parts::ask(ui, ask_, ask_draft_, open);
    }
    void ask_for_password(words::Words const& words) {
        ask_.fields.push_back({"again/password", words.say("mine.password-current")});
        ask_.fields.back().password = true;
    }
    parts::AskView ask_;
    parts::AskDraft ask_draft_;
};

template <class Made>
std::unique_ptr<Screen> make(words::Language language) {
    return std::make_unique<Made>(language);
}

std::vector<Sample> sign_samples();
std::vector<Sample> account_samples();
std::vector<Sample> admin_samples();
std::vector<Sample> table_samples();

}  // namespace samples
