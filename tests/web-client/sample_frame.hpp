// What sample screens share: the frame of a signed-in person.
#pragma once

#include <memory>

#include "tests/web-client/sample_views.hpp"
#include "web-client/shell/shell.hpp"

namespace samples {

class SignedIn : public Screen {
public:
    explicit SignedIn(words::Language language) : view_(shell_view(language)) {}
    void draw(look::Ui& ui, look::Rect window) final {
        shell::Columns const columns = shell::columns_of(ui, window, view_.place, details_open_);
        shell::frame(ui, view_, shell_draft_, columns);
        if (columns.work.width > 0) work(ui, columns);
        if (columns.details.width > 0) details(ui, columns);
        above(ui);
    }

protected:
    virtual void work(look::Ui& ui, shell::Columns const& columns) = 0;
    virtual void details(look::Ui&, shell::Columns const&) {}
    virtual void above(look::Ui&) {}
    shell::View view_;
    bool details_open_ = false;

private:
    shell::Draft shell_draft_;
};

template <class Made>
std::unique_ptr<Screen> make(words::Language language) {
    return std::make_unique<Made>(language);
}

std::vector<Sample> sign_samples();
std::vector<Sample> account_samples();
std::vector<Sample> admin_samples();

}  // namespace samples
