// A room is what a domain brings to the screen; the house shows whichever there are, and knows
// none. A room that has no commands of its own to name is of no domain.
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
inline constexpr bool is_of_a_domain = requires {
    &R::said;
};
template <class R>
concept NamesCommands = requires(R& room, words::Words const& words, CommandOf<R> const& command) {
    { room.said(words, command) } -> std::same_as<Said<CommandOf<R>>>;
};

template <class R>
concept Room = std::constructible_from<R, Surroundings const&> &&
    (!is_of_a_domain<R> ||
     NamesCommands<R>)&&requires(R& room, R const& seen, look::Ui& ui, words::Words const& words,
                                 std::string const& text, shell::Columns const& columns) {
    // Takes the route, or leaves it to another room.
    { room.go(text) } -> std::same_as<bool>;
    // Whether guests come to the place of a route, which may be another room's.
    { seen.is_for_guests(text) } -> std::same_as<bool>;
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
    // Of what a draft is that is kept there; empty: of nothing of this room.
    { room.draft_title(words, text) } -> std::same_as<std::string>;
};

template <Room... Rs>
class Rooms {
public:
    explicit Rooms(Surroundings const& around)
        : account_(around.account), rooms_((static_cast<void>(sizeof(Rs)), around)...) {}

    // False: no room knows the route. Only a room that reads it is told what stands behind a "?".
    bool go(std::string const& address) {
        leave();
        auto const route = address.substr(0, address.find('?'));
        route_ = route;
        std::size_t number = 0;
        auto const take = [&]<class R>(R& room) {
            ++number;
            if (is_barred(room, route)) return;
            constexpr bool reads_query = requires { R::reads_query; };
            if (open_ == 0 && room.go(reads_query ? address : route)) open_ = number;
        };
        std::apply([&](auto&... room) { (take(room), ...); }, rooms_);
        return open_ != 0;
    }
    void leave() {
        each([](auto& room) { room.leave(); });
        open_ = 0;
    }

    std::vector<shell::Section> sections(words::Words const& words) {
        return joined<shell::Section>([&](auto& room) {
            auto sections = room.sections(words);
            for (auto& section : sections)
                std::erase_if(section.entries,
                              [&](auto const& entry) { return is_barred(room, entry.route); });
            return sections;
        });
    }
    // Whether the place is none for who is here: a member may have become a guest in it.
    bool is_barred() {
        bool barred = false;
        in_open([&](auto& room) { barred = is_barred(room, route_); });
        return barred;
    }
    std::vector<Notice> notices(look::Ui& ui) {
        return joined<Notice>([&](auto& room) { return room.notices(ui); });
    }
    // Whether the place is of a domain that administrators have turned off.
    bool is_off() {
        bool off = false;
        in_open([&]<class R>(R&) { off = is_off<R>(); });
        return off;
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
        return has && !is_off();
    }
    void refresh(words::Words const& words) {
        in_open([&](auto& room) { room.refresh(words); });
    }
    void frame(look::Ui& ui, shell::Columns const& columns) {
        in_open([&](auto& room) { room.frame(ui, columns); });
    }
    void dialogs(look::Ui& ui) {
        each([&]<class R>(R& room) {
            if (!is_off<R>()) room.dialogs(ui);
        });
    }

    // What was refused, in the order in which it was asked for.
    shell::TrayView refused(words::Words const& words) {
        shell::TrayView view;
        each_of_a_domain([&]<class R>(R& room) {
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
        each_of_a_domain([&]<class R>(R& room) {
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
        each_of_a_domain([&]<class R>(R& room) {
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
        bool each_has_one = (0 + ... + std::size_t{is_of_a_domain<Rs>}) == Domains::count;
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            each_has_one = each_has_one && (0 + ... + int{is_of<Rs, Domain>()}) == 1;
        });
        return each_has_one;
    }

private:
    template <class R, class Domain>
    static constexpr bool is_of() {
        if constexpr (is_of_a_domain<R>)
            return std::is_same_v<DomainOf<R>, Domain>;
        else
            return false;
    }
    template <class Act>
    void each_of_a_domain(Act&& act) {
        each([&]<class R>(R& room) {
            if constexpr (is_of_a_domain<R>) act(room);
        });
    }
    template <class Act>
    void in_open(Act&& act) {
        std::size_t number = 0;
        each([&](auto& room) {
            if (++number == open_) act(room);
        });
    }
    template <class R>
    bool is_off() const {
        if constexpr (is_of_a_domain<R>)
            return account_.is_off(DomainOf<R>::name);
        else
            return false;
    }
    template <class R>
    bool is_barred(R const& room, std::string const& route) const {
        return account_.is_guest() && !room.is_for_guests(route);
    }
    // Of those that are on.
    template <class Part, class Of>
    std::vector<Part> joined(Of&& of) {
        std::vector<Part> all;
        each([&]<class R>(R& room) {
            if (is_off<R>()) return;
            for (auto& part : of(room)) all.push_back(std::move(part));
        });
        return all;
    }

    client::Account& account_;
    std::tuple<Rs...> rooms_;
    std::string route_;
    std::size_t open_ = 0;  // from 1; 0: no place of a room is shown
};

}  // namespace house
