// A room is what a domain brings to the screen; the house shows whichever there are, and knows
// none.
#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "shared/domains.hpp"
#include "web-client/house/judging.hpp"
#include "web-client/house/surroundings.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/shell/tray.hpp"

namespace house {

// The place of a room that is shown.
struct Place {
    std::string title;               // of the page, too; empty: the program's name
    std::string back = shell::home;  // where "back" leads
};

// What must not be forgotten, above all screens, and what can be done about it.
struct Notice {
    std::string text;
    std::optional<parts::Command> command;
};

// How the tray, and signing out, name a command that was not done.
template <class Command>
struct Said {
    std::string what;
    std::string content{};  // as it was typed; empty: nothing was
    // The same with another text, and the rules of that; none: it cannot be changed.
    std::function<Command(std::string const& text)> change{};
    base::Rules rules{};
};

template <class R, class Command>
Command command_said(Said<Command> (R::*)(words::Words const&, Command const&));
template <class R, class Command>
Command command_said(Said<Command> (R::*)(words::Words const&, Command const&) const);
// What is wanted in a room, by what it has names for, and the domain of that.
template <class R>
using CommandOf = decltype(command_said(&R::said));
template <class R>
using DomainOf = Domains::OfCommand<CommandOf<R>>;

template <class R>
concept Room = std::constructible_from<R, Surroundings const&> &&
    requires(R& room, look::Ui& ui, words::Words const& words, std::string const& text,
             shell::Columns const& columns, CommandOf<R> const& command) {
    // Takes the route, or leaves it to another room.
    { room.go(text) } -> std::same_as<bool>;
    // The place is left: what was open about it closes. What was typed is kept.
    room.leave();
    // What it tells of itself, wherever one is: its part of the navigation, and what must not be
    // forgotten.
    { room.sections(words) } -> std::same_as<std::vector<shell::Section>>;
    { room.notices(ui) } -> std::same_as<std::vector<Notice>>;
    // Of the place that it took: what it is, what can be done there, whether it has details…
    { room.place(words) } -> std::same_as<Place>;
    { room.commands(words) } -> std::same_as<parts::Commands>;
    { room.has_details() } -> std::same_as<bool>;
    // …the views of what is shown, made anew when what they show is another…
    room.refresh(words);
    // …and the screen.
    room.frame(ui, columns);
    // In every frame, also of other rooms.
    room.dialogs(ui);
    { room.said(words, command) } -> std::same_as<Said<CommandOf<R>>>;
    // Of what a draft is that is kept there; empty: of nothing of this room.
    { room.draft_title(words, text) } -> std::same_as<std::string>;
};

template <Room... Rs>
class Rooms {
public:
    explicit Rooms(Surroundings const& around)
        : account_(around.account), rooms_((static_cast<void>(sizeof(Rs)), around)...) {}

    // False: no room knows the route.
    bool go(std::string const& route) {
        leave();
        std::size_t number = 0;
        auto const take = [&](auto& room) {
            ++number;
            if (open_ == 0 && room.go(route)) open_ = number;
        };
        std::apply([&](auto&... room) { (take(room), ...); }, rooms_);
        return open_ != 0;
    }
    void leave() {
        each([](auto& room) { room.leave(); });
        open_ = 0;
    }

    std::vector<shell::Section> sections(words::Words const& words) {
        return joined<shell::Section>([&](auto& room) { return room.sections(words); });
    }
    std::vector<Notice> notices(look::Ui& ui) {
        return joined<Notice>([&](auto& room) { return room.notices(ui); });
    }
    // What can be done: in the place, and what a room offers everywhere.
    parts::Commands commands(words::Words const& words) {
        return joined<parts::Command>([&](auto& room) { return room.commands(words); });
    }
    Place place(words::Words const& words) {
        Place place;
        in_open([&](auto& room) { place = room.place(words); });
        return place;
    }
    bool has_details() {
        bool has = false;
        in_open([&](auto& room) { has = room.has_details(); });
        return has;
    }
    void refresh(words::Words const& words) {
        in_open([&](auto& room) { room.refresh(words); });
    }
    void frame(look::Ui& ui, shell::Columns const& columns) {
        in_open([&](auto& room) { room.frame(ui, columns); });
    }
    void dialogs(look::Ui& ui) {
        each([&](auto& room) { room.dialogs(ui); });
    }

    // What was refused, in the order in which it was asked for.
    shell::TrayView refused(words::Words const& words) {
        shell::TrayView view;
        each([&]<class R>(R& room) {
            auto const& replica = account_.template of<DomainOf<R>>();
            for (auto const& [key, returned] : replica.tray()) {
                auto said = room.said(words, returned.command);
                view.refused.push_back({key, std::move(said.what), std::move(said.content),
                                        words.explain(returned.refusal), returned.submitted.us,
                                        said.change != nullptr, said.rules,
                                        grey(replica, words, returned.command)});
            }
        });
        std::sort(view.refused.begin(), view.refused.end(),
                  [](auto const& a, auto const& b) { return a.at_us < b.at_us; });
        return view;
    }
    // Sends what was refused with another text. `origin` is where that stood.
    std::optional<base::Refusal> change(words::Words const& words, std::string const& id,
                                        std::string const& text, client::Origin const& origin) {
        std::optional<base::Refusal> refusal;
        each([&]<class R>(R& room) {
            auto const& tray = account_.template of<DomainOf<R>>().tray();
            auto const at = tray.find(id);
            if (at == tray.end()) return;
            if (auto const change = room.said(words, at->second.command).change)
                refusal = account_.want(change(text), origin);
        });
        return refusal;
    }
    // What waits to be sent, each in a few words.
    std::vector<std::string> waiting(words::Words const& words) {
        std::vector<std::string> list;
        each([&]<class R>(R& room) {
            for (auto const& [number, entry] : account_.template of<DomainOf<R>>().outbox()) {
                if (entry.accepted) continue;
                auto const said = room.said(words, entry.waiting.command);
                list.push_back(said.what + (said.content.empty() ? "" : ": " + said.content));
            }
        });
        return list;
    }
    std::string draft_title(words::Words const& words, std::string const& draft) {
        std::string title;
        each([&](auto& room) {
            if (title.empty()) title = room.draft_title(words, draft);
        });
        return title;
    }

    template <class R>
    R& of() {
        return std::get<R>(rooms_);
    }
    template <class Act>
    void each(Act&& act) {
        std::apply([&](auto&... room) { (act(room), ...); }, rooms_);
    }
    // Whether each domain of the list has one room, and no other has any.
    template <class Domains>
    static constexpr bool has_one_for_each() {
        bool each_has_one = sizeof...(Rs) == Domains::count;
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            each_has_one =
                each_has_one && (0 + ... + int{std::is_same_v<DomainOf<Rs>, Domain>}) == 1;
        });
        return each_has_one;
    }

private:
    template <class Act>
    void in_open(Act&& act) {
        std::size_t number = 0;
        each([&](auto& room) {
            if (++number == open_) act(room);
        });
    }
    template <class Part, class Of>
    std::vector<Part> joined(Of&& of) {
        std::vector<Part> all;
        each([&](auto& room) {
            for (auto& part : of(room)) all.push_back(std::move(part));
        });
        return all;
    }

    client::Account& account_;
    std::tuple<Rs...> rooms_;
    std::size_t open_ = 0;  // from 1; 0: no place of a room is shown
};

}  // namespace house
