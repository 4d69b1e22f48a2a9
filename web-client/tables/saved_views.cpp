#include "web-client/tables/saved_views.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "shared/base/check.hpp"
#include "shared/base/order.hpp"
#include "shared/base/take_in.hpp"
#include "shared/wire/list.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"

namespace tables {
namespace {

using accounts::View;
using List = world::ListTable<accounts::Domain, View>;

accounts::SaveView command_of(View const& view) {
    return {view.id, view.table, view.name, view.query, view.shared};
}

parts::Command command(char const* name, look::Icon icon, std::function<void()> act) {
    return {name, icon, std::move(act)};
}

}  // namespace

std::string query_of_route(std::string const& route) {
    auto const at = route.find('?');
    return at == std::string::npos ? std::string() : route.substr(at + 1);
}

std::string route_of_view(std::string const& table, std::string const& query) {
    Place bare;
    bare.table = table;
    auto place = place_of(route_of(bare) + "?" + query).value_or(bare);
    // It is of its table's list, whatever else an address could say.
    place.table = table;
    return route_of(place);
}

void SavedViews::go(std::string_view table) {
    if (table == table_) return;
    table_ = table;
    of_others_.clear();
    chosen_ = {};
    auto const page = std::make_shared<List::Response>();
    wire::ListRequest request;
    request.sort = "name";
    request.limit = 200;
    around_.api.call(
        client::called<List>(), &request, {{"filter[table]", table_}, {"filter[shared]", "true"}},
        {base::type_of<List::Response>(), page},
        alive_.guard(
            [this, page, question = ++question_](std::optional<client::Failure> const& failure) {
                // Without an answer one's own are there.
                if (failure || question != question_) return;
                of_others_ = page->rows;
                std::erase_if(of_others_, [&](View const& view) { return is_own(view); });
                around_.platform.wake();
            }));
}

void SavedViews::close() {
    is_wanted_ = false;
    asks_to_remove_ = false;
}

bool SavedViews::is_own(View const& view) const { return view.person == around_.account.me().id; }

std::vector<View> SavedViews::all(std::string_view table) const {
    std::vector<View> views;
    auto const& world = around_.account.shown<accounts::Domain>();
    for (auto const& view : world.by<&View::person>(around_.account.me().id))
        if (view.table == table) views.push_back(view);
    std::sort(views.begin(), views.end(), [](View const& a, View const& b) {
        auto const order = base::compare_for_people(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    if (table == table_) views.insert(views.end(), of_others_.begin(), of_others_.end());
    return views;
}

bool is_at(View const& view, Place const& place) {
    return route_of_view(view.table, view.query) == route_of(place);
}

View const* SavedViews::shown(std::vector<View> const& views, Place const& place) const {
    View const *at_place = nullptr, *begun = nullptr;
    for (auto const& view : views) {
        bool const is_here = is_at(view, place), is_chosen = view.id == chosen_;
        if (is_here && (is_chosen || !at_place)) at_place = &view;
        if (is_chosen) begun = &view;
    }
    return at_place ? at_place : begun;
}

void SavedViews::choose(View const& view) {
    around_.visit(route_of_view(view.table, view.query));
    chosen_ = view.id;
}

// ---- what can be done

parts::Commands SavedViews::commands(words::Words const& words, Place const& place) {
    auto const views = all(place.table);
    auto const* view = shown(views, place);
    auto const query = query_of_route(route_of(place));
    parts::Commands all;
    all.push_back(command("tables.view-save", look::Icon::save, [this, words, place, query] {
        View fresh;
        fresh.id = {client::new_id(around_.platform)};
        fresh.person = around_.account.me().id;
        fresh.table = place.table;
        fresh.query = query;
        ask_name(words, fresh, "tables.view-save");
    }));
    bool const too_long = base::code_points(query) > View::longest_query;
    if (too_long) all.back().grey = words.say("tables.view-too-long");
    if (!view || !is_own(*view)) return all;
    auto changed = *view;
    changed.query = query;
    all.push_back(
        command("tables.view-update", look::Icon::check, [this, changed] { want(changed); }));
    if (is_at(*view, place)) all.back().grey = words.say("tables.view-same");
    if (too_long) all.back().grey = words.say("tables.view-too-long");
    all.push_back(command("tables.view-rename", look::Icon::pencil, [this, words, own = *view] {
        ask_name(words, own, "tables.view-rename");
    }));
    auto shared = *view;
    shared.shared = !shared.shared;
    all.push_back(command(shared.shared ? "tables.view-share" : "tables.view-unshare",
                          shared.shared ? look::Icon::users : look::Icon::lock,
                          [this, shared] { want(shared); }));
    all.push_back(command("tables.view-remove", look::Icon::trash, [this, own = *view] {
        removed_ = own;
        asks_to_remove_ = true;
        around_.platform.wake();
    }));
    all.back().danger = true;
    return all;
}

void SavedViews::want(View const& view) {
    if (auto const refusal = around_.account.want(accounts::Command(command_of(view))))
        return around_.tell(words_.explain(*refusal), look::Tone::bad);
    chosen_ = view.id;
    around_.platform.wake();
}

void SavedViews::ask_name(words::Words const& words, View view, char const* title) {
    parts::AskView asked;
    asked.title = words.say(title);
    asked.main = words.say("tables.save");
    asked.fields = {{"name", words.say("tables.view-name")}};
    asked.fields.back().once = true;
    asked.tick = words.say("tables.view-for-all");
    auto const named = [view](parts::AskDraft& draft) {
        auto command = command_of(view);
        command.name = draft.value("name");
        command.shared = draft.ticked;
        base::take_in(command);
        return command;
    };
    around_.dialog.open(
        std::move(asked), [named](parts::AskDraft& draft) { return base::check(named(draft)); },
        [this, named, view](parts::AskDraft& draft) {
            auto const command = named(draft);
            auto wanted = view;
            wanted.name = command.name;
            wanted.shared = command.shared;
            around_.dialog.done();
            want(wanted);
        });
    around_.dialog.draft().values["name"] = view.name;
    around_.dialog.draft().ticked = view.shared;
    around_.platform.wake();
}

// ---- the menu

void SavedViews::open() {
    is_wanted_ = true;
    around_.platform.wake();
}

void SavedViews::frame(look::Ui& ui, Place const& place, look::Rect at) {
    words_ = *ui.words;
    std::string const label = ui.say("tables.views");
    if (std::exchange(is_wanted_, false)) look::open_menu(ui, "views");
    parts::Act act;
    if (look::begin_menu(ui, "views", label, at, 340)) {
        auto const views = all(place.table);
        auto const* now = shown(views, place);
        for (auto const& view : views) {
            look::Scope const scope(base::to_text(view.id));
            look::MenuItem item;
            std::string const name =
                is_own(view) ? view.name
                             : ui.say("tables.view-of",
                                      {{"name", view.name},
                                       {"person", around_.names.of(*ui.words, view.person)}});
            item.label = name;
            item.icon = view.shared ? look::Icon::users : look::Icon::user;
            item.chosen = &view == now;
            if (look::menu_item(ui, item)) act = [this, view] { choose(view); };
        }
        if (!views.empty()) look::menu_line(ui);
        for (auto const& each : commands(*ui.words, place))
            if (auto pressed = parts::menu_item(ui, each)) act = std::move(pressed);
        look::end_menu(ui);
    }
    parts::Question question;
    question.title = ui.say("tables.view-remove-title", {{"name", removed_.name}});
    question.text =
        ui.say(removed_.shared ? "tables.view-remove-shared" : "tables.view-remove-own");
    question.main = ui.say("tables.view-remove-sure");
    question.id = "remove-view";
    if (parts::confirm(ui, question, asks_to_remove_)) {
        act = [this] {
            if (auto const refusal =
                    around_.account.want(accounts::Command(accounts::RemoveView{removed_.id})))
                around_.tell(words_.explain(*refusal), look::Tone::bad);
        };
    }
    if (act) act();
}

}  // namespace tables
