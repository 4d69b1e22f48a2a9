#include "web-client/tables/room.hpp"

#include "web-client/house/failure.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/tables/section.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
Room::Room(house::Surroundings const& around)
    : around_(around),
      names_(around.platform, around.api, tables_),
      picker_(around, tables_),
      list_(around, names_, picker_),
      row_(around, tables_, names_, picker_),
      import_(around, tables_, names_) {}

TableInfo const* Room::table_named(std::string_view name) const {
    for (auto const& table : tables_)
        if (table.name == name) return &table;
    return nullptr;
}

bool Room::go(std::string const& route) {
    auto place = place_of(route);
    if (!place) return false;
    auto const* table = table_named(place->table);
    if (!place->table.empty() && !table) return false;
    place_ = *place;
    shown_ = !table                      ? Shown::all
             : place->imports            ? Shown::import
             : place->row || place->adds ? Shown::row
                                         : Shown::one;
    if (shown_ == Shown::all) asked_ = false;
    if (shown_ == Shown::one) list_.go(*table, std::move(*place));
    if (shown_ == Shown::import) import_.go(*table, place->act);
    if (shown_ == Shown::row && place->adds)
        row_.add(*table);
    else if (shown_ == Shown::row)
        row_.go(*table, *place->row);
    return true;
}

void Room::leave() {
    shown_ = Shown::nothing;
    picker_.close();
    list_.close();
    row_.close();
    import_.close();
}

std::vector<shell::Section> Room::sections(words::Words const& words) {
    if (!around_.account.is_administrator()) return {};
    return {section(words)};
}

house::Place Room::place(words::Words const& words) {
    if (shown_ == Shown::row) {
        Place table;
        table.table = place_.table;
        return {row_.title(words), route_of(table)};
    }
    if (shown_ == Shown::import) {
        Place table;
        table.table = place_.table;
        return {words.say("tables.import-title", {{"table", table_in_words(words, place_.table)}}),
                route_of(table)};
    }
    if (shown_ == Shown::one) return {table_in_words(words, place_.table), route_of_all};
    return {words.say("nav.tables")};
}

parts::Commands Room::commands(words::Words const& words) {
    if (!around_.account.is_administrator()) return {};
    if (shown_ == Shown::one) return list_.commands(words);
    if (shown_ == Shown::row) return row_.commands(words);
    if (shown_ == Shown::import) return import_.commands(words);
    return {};
}

void Room::ask() {
    asked_ = true;
    around_.api.call<ListTables>(
        {}, alive_.guard([this](client::Reply<ListTables::Response> const& reply) {
            failure_.reset();
            if (!reply) {
                failure_ = reply.failure;
            } else {
                counted_.clear();
                for (auto const& table : reply.value->tables) counted_[table.name] = table;
            }
            around_.platform.wake();
        }));
}

void Room::frame(look::Ui& ui, shell::Columns const& columns) {
    if (columns.work.width <= 0) return;
    if (!around_.account.is_administrator() || shown_ == Shown::all)
        return all_tables(ui, columns.work, columns.narrow);
    if (shown_ == Shown::row) return row_.frame(ui, columns.work, columns.narrow);
    if (shown_ == Shown::import) return import_.frame(ui, columns.work, columns.narrow);
    if (shown_ == Shown::one) list_.frame(ui, columns.work, columns.narrow);
}

void Room::dialogs(look::Ui& ui) {
    if (shown_ == Shown::row) row_.dialogs(ui);
    if (shown_ == Shown::import) import_.dialogs(ui);
    if (shown_ != Shown::nothing) picker_.frame(ui);
}

void Room::all_tables(look::Ui& ui, look::Rect rect, bool narrow) {
    if (!asked_ && around_.account.is_administrator()) ask();
    shell::Head head;
    head.icon = look::Icon::table;
    head.title = ui.say("nav.tables");
    head.back = narrow;
    auto const event = shell::head(ui, rect, head);
    std::string const name = ui.say("nav.tables");
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    if (!around_.account.is_administrator() || failure_) {
        std::string const title = around_.account.is_administrator()
                                      ? house::failures::in_words(*ui.words, *failure_)
                                      : ui.words->explain("administrators-only");
        std::string const text =
            around_.account.is_administrator() ? std::string() : ui.say("admin.members-only");
        look::empty_state(ui, rect, {look::Icon::lock, title, text, {}});
    } else {
        look::Scroll scroll;
        scroll.id = "tables";
        look::begin_scroll(ui, scroll, rect);
        std::string_view domain;
        for (auto const& table : tables_) {
            if (domain != table.domain) {
                if (!domain.empty()) look::gap(ui, 16);
                domain = table.domain;
                look::heading(ui, domain_in_words(*ui.words, domain), 3);
                look::gap(ui, 4);
            }
            auto const at = counted_.find(table.name);
            auto const count =
                at == counted_.end()
                    ? std::string()
                    : ui.say(at->second.there_are_more ? "tables.more-than" : "admin.count",
                             {{"n", at->second.rows}});
            Place to;
            to.table = table.name;
            auto const route = route_of(to), label = table_in_words(*ui.words, table.name);
            look::Row row;
            row.id = table.name;
            row.label = label;
            row.at_end = count;
            std::string const said = count.empty() ? label : label + ", " + count;
            row.said = said;
            row.icon = look::Icon::table;
            row.href = route;
            if (look::row(ui, row)) around_.visit(route);
        }
        look::end_scroll(ui);
    }
    look::end_region(ui);
    if (event.back) around_.back();
}

}  // namespace tables
