#include "web-client/accounts/admin_room.hpp"

namespace accounts {

bool AdminRoom::go(std::string const& route) {
    shown_ = screen_.go(route);
    return shown_;
}

void AdminRoom::leave() {
    shown_ = false;
    screen_.close();
}

std::vector<shell::Section> AdminRoom::sections(words::Words const& words) {
    if (!account_.is_administrator()) return {};
    return {administration(words)};
}

house::Place AdminRoom::place(words::Words const& words) {
    return {words.say(screen_.shows_workspace() ? "admin.workspace" : "nav.admin")};
}

parts::Commands AdminRoom::commands(words::Words const& words) {
    return shown_ ? screen_.commands(words) : parts::Commands();
}

void AdminRoom::frame(look::Ui& ui, shell::Columns const& columns) {
    if (columns.work.width > 0) screen_.frame(ui, columns.work, columns.narrow);
}

}  // namespace accounts
