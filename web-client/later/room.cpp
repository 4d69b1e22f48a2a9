#include "web-client/later/room.hpp"

#include "web-client/accounts/administration.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/tables/section.hpp"

namespace later {
namespace {

shell::Entry const* entry_of(std::vector<shell::Section> const& sections, std::string_view route) {
    for (auto const& section : sections)
        for (auto const& entry : section.entries)
            if (shell::is_in(entry, std::string(route))) return &entry;
    return nullptr;
}

}  // namespace

std::vector<shell::Section> sections(words::Words const& words) {
    return {accounts::administration(words), tables::section(words)};
}

bool takes(std::string_view route) {
    return entry_of(sections(words::Words(words::Language::english)), route) != nullptr;
}

bool Room::go(std::string const& route) {
    if (!takes(route)) return false;
    route_ = route;
    shown_ = true;
    failed_ = false;
    if (around_.account.is_administrator()) load();
    return true;
}

// The address is that of the place already: the whole program begins there.
void Room::load() {
    if (loading_) return;
    loading_ = true;
    around_.platform.load_whole(alive_.guard([this] {
        loading_ = false;
        failed_ = true;
        around_.platform.wake();
    }));
}

std::vector<shell::Section> Room::sections(words::Words const& words) {
    if (!around_.account.is_administrator()) return {};
    return later::sections(words);
}

house::Place Room::place(words::Words const& words) {
    auto const all = later::sections(words);
    auto const* entry = entry_of(all, route_);
    return {entry ? entry->label : std::string()};
}

void Room::frame(look::Ui& ui, shell::Columns const& columns) {
    if (!shown_ || columns.work.width <= 0) return;
    bool const allowed = around_.account.is_administrator();
    auto const title = place(*ui.words).title;
    auto rect = columns.work;
    shell::Head head;
    head.title = title;
    head.back = columns.narrow;
    auto const event = shell::head(ui, rect, head);
    look::begin_region(ui, look::Role::main, title, rect, look::Ground::ground);
    auto const said = !allowed  ? ui.words->explain("administrators-only")
                      : failed_ ? ui.say("later.failed")
                                : ui.say("later.loading");
    auto const text = !allowed  ? ui.say("admin.members-only")
                      : failed_ ? ui.say("later.failed-text")
                                : std::string();
    auto const again = failed_ && allowed ? ui.say("link.again") : std::string();
    auto const icon = allowed && !failed_ ? look::Icon::clock : look::Icon::lock;
    bool const wished = look::empty_state(ui, rect, {icon, said, text, again});
    look::end_region(ui);
    if (wished) {
        failed_ = false;
        load();
    }
    if (event.back) around_.back();
}

}  // namespace later
