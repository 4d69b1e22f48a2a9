#include "web-client/look/cells.hpp"

namespace look::cells {

std::string text_of(Ui const& ui, bool value) { return ui.words->flag(value); }
std::string text_of(Ui const& ui, std::int64_t value) { return ui.words->number(value); }
std::string text_of(Ui const&, std::string const& value) {
    return value.substr(0, value.find('\n'));
}
std::string text_of(Ui const& ui, base::Instant value) {
    return ui.words->moment(value.us, ui.now_us, ui.utc_offset_s);
}
std::string text_of(Ui const& ui, base::Day value) { return ui.words->date(value); }
std::string text_of(Ui const&, base::Currency value) { return std::string(value.code()); }
std::string text_of(Ui const& ui, base::Money value) { return ui.words->money(value); }
std::string text_of(Ui const& ui, base::Quantity value) { return ui.words->quantity(value); }
std::string text_of(Ui const& ui, base::Names const& value) {
    return text_of(ui, base::shown(value, ui.words->language()));
}

}  // namespace look::cells
