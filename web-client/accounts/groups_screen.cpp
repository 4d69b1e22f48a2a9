#include "web-client/accounts/groups_screen.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "shared/accounts/group_rules.hpp"
#include "shared/base/by_name.hpp"
#include "shared/base/take_in.hpp"
#include "web-client/accounts/views.hpp"
#include "web-client/house/failure.hpp"

namespace accounts {

std::string groups_of(Memberships& memberships, words::Words const& words,
                      base::Id<Person> person) {
    auto const* groups = memberships.groups_of(person);
    if (!groups)
        return memberships.failure() ? house::failures::in_words(words, *memberships.failure())
                                     : words.say("people.loading");
    std::string names;
    for (auto const& group : *groups) names += (names.empty() ? "" : ", ") + group.name;
    return names;
}

bool GroupsScreen::go(std::string const& route) {
    std::string_view const rest = groups_route;
    if (route.rfind(rest, 0) != 0) return false;
    auto const id = route.size() > rest.size() + 1 && route[rest.size()] == '/'
                        ? base::id_from_text(route.substr(rest.size() + 1))
                        : std::nullopt;
    if (route != rest && !id) return false;
    opened_ = {id.value_or(base::Id128{})};
    memberships_.ask_anew();
    close();
    return true;
}

void GroupsScreen::close() {
    draft_ = {};
    choosing_ = false;
}

house::Place GroupsScreen::place(words::Words const& words) const {
    if (opened_.is_none()) return {words.say("groups.title"), "/people"};
    auto const* group = opened();
    return {group ? group->name : words.say("groups.title"), groups_route};
}

// ---- the view

void GroupsScreen::refresh(words::Words const& words) {
    words_ = words;
    auto const& replica = account_.of<Domain>();
    view_.get(
        {opened_.value, replica.version<Group>(), replica.version<GroupMember>(), replica.changes(),
         around_.names.version(), memberships_.version(), words.language()},
        [&] { return view(); });
}

bool GroupsScreen::has(base::Id<Person> person) const {
    if (memberships_.are_held()) return is_in(account_.shown<Domain>(), opened_, person);
    auto const* people = memberships_.people_in(opened_);
    return people && std::any_of(people->begin(), people->end(),
                                 [&](PersonCard const& each) { return each.id == person; });
}

GroupsView GroupsScreen::view() const {
    GroupsView view;
    auto const& world = account_.shown<Domain>();
    auto const grey = [&](Command const& command) {
        return house::grey(account_.of<Domain>(), words_, command);
    };
    view.loading = !world.knows(groups_space());
    bool const held = memberships_.are_held();
    view.make_grey = grey(MakeGroup{{{0, 1}}, "\x01"});  // a name that no group has
    view.one = !opened_.is_none();
    if (view.one) view.change_grey = grey(RemoveGroup{opened_});
    std::set<base::Id128> mine;
    if (auto const* groups = memberships_.groups_of(account_.me().id))
        for (auto const& group : *groups) mine.insert(group.id.value);
    std::map<base::Id128, int> people;
    for (auto const& [id, member] : world.table<GroupMember>().all()) ++people[member.group.value];
    for (auto const& [id, group] : world.table<Group>().all()) {
        if (view.one && id != opened_) continue;
        int const count = held ? people[id.value] : -1;
        view.groups.push_back({base::to_text(id), group.name, count, mine.contains(id.value)});
    }
    base::sort_by_name(view.groups);
    if (!view.one) return view;
    if (auto const* group = opened()) {
        view.opened = view.groups.front();
        see_people(view, *group);
    }
    return view;
}

void GroupsScreen::see_people(GroupsView& view, Group const& group) const {
    auto const add = [&](base::Id<Person> id, std::string name) {
        GroupPerson person{base::to_text(id), std::move(name), id == account_.me().id};
        if (!person.me) person.grey = view.change_grey;
        view.people.push_back(std::move(person));
    };
    if (memberships_.are_held()) {
        for (auto const& member : account_.shown<Domain>().by<&GroupMember::group>(group.id))
            add(member.person, around_.names.of(words_, member.person));
    } else if (auto const* people = memberships_.people_in(group.id)) {
        for (auto const& person : *people) add(person.id, person.name);
    } else if (auto const& failure = memberships_.failure()) {
        view.failure = house::failures::in_words(words_, *failure);
    } else {
        view.loading = true;
    }
    base::sort_by_name(view.people);
}

// ---- what is done

parts::Commands GroupsScreen::commands(words::Words const& words) {
    refresh(words);
    return groups_commands(view_.last(), [this](GroupsAct act) { carry_out(act); });
}

void GroupsScreen::frame(look::Ui& ui, look::Rect rect, bool narrow) {
    refresh(*ui.words);
    auto const wished = groups(ui, view_.last(), draft_, rect, narrow);
    choose(ui);
    carry_out(wished.act);
    if (wished.remove && want(RemoveGroup{opened_})) around_.replace(groups_route);
    if (wished.take)
        if (auto const person = base::id_from_text(*wished.take))
            want(TakeFromGroup{opened_, {*person}});
    if (!wished.open.empty()) around_.visit(std::string(groups_route) + "/" + wished.open);
    if (wished.back) around_.back();
}

void GroupsScreen::carry_out(GroupsAct act) {
    switch (act) {
        case GroupsAct::none:
            return;
        case GroupsAct::make:
            return ask_name(nullptr);
        case GroupsAct::rename:
            if (auto const* group = opened()) ask_name(group);
            return;
        case GroupsAct::remove:
            draft_.removing = true;
            break;
        case GroupsAct::add:
            choosing_ = true;
            choose_draft_ = {};
            around_.names.search_anew();
            break;
    }
    around_.platform.wake();  // it opens in the next frame
}

void GroupsScreen::ask_name(Group const* before) {
    base::Id<Group> const id{before ? before->id.value : client::new_id(around_.platform)};
    bool const renames = before != nullptr;
    parts::AskView view;
    view.title = renames ? words_.say("groups.rename-title", {{"name", before->name}})
                         : words_.say("groups.make-title");
    if (!renames) view.kept_at = group_place;
    view.fields = {{"name", words_.say("field.name")}};
    view.main = words_.say(renames ? "mine.save" : "groups.make-do");
    auto const wanted = [id](parts::AskDraft& draft) {
        MakeGroup typed{id, draft.value("name")};
        base::take_in(typed);
        return typed;
    };
    auto const command = [renames](MakeGroup const& asked) {
        return renames ? Command(RenameGroup{asked.group, asked.name}) : Command(asked);
    };
    auto const judge = [this, wanted, command](parts::AskDraft& draft) {
        auto const asked = wanted(draft);
        auto problems = base::check(asked);
        if (!problems.empty()) return problems;
        auto const verdict = account_.of<Domain>().mind().judge(command(asked));
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict))
            problems.push_back({"/name", refusal->reason, refusal->arguments});
        return problems;
    };
    auto& dialog = around_.dialog;
    dialog.open(std::move(view), judge, [this, wanted, command](parts::AskDraft& draft) {
        auto const asked = wanted(draft);
        if (!want(command(asked))) return;
        around_.dialog.done();
        if (opened_ != asked.group)
            around_.visit(std::string(groups_route) + "/" + base::to_text(asked.group));
    });
    if (renames) dialog.draft().values["name"] = before->name;
    around_.platform.wake();
}

parts::ChooseView GroupsScreen::candidates() const {
    constexpr std::size_t most = 100;
    parts::ChooseView view;
    auto const* group = opened();
    view.id = "add-to-group";
    view.title = words_.say("groups.add-title", {{"group", group ? group->name : std::string()}});
    view.people = "groups.add-people";
    view.nobody = "groups.add-nobody";
    view.main = "groups.add-do";
    view.main_n = "groups.add-do-n";
    if (!choosing_) return view;
    auto const add = [&](Person const& person) {
        parts::Candidate candidate{base::to_text(person.id), person.name, person.email,
                                   view_.last().change_grey};
        if (has(person.id)) candidate.grey = words_.explain("already-in-group");
        view.candidates.push_back(std::move(candidate));
    };
    if (choose_draft_.search.empty()) add(account_.me());  // whom no search finds
    auto const found = around_.names.search(choose_draft_.search, most);
    for (auto const* person : found.people) add(*person);
    view.more = found.more;
    view.loading = found.loading;
    if (found.failure) view.failure = house::failures::in_words(words_, *found.failure);
    return view;
}

void GroupsScreen::choose(look::Ui& ui) {
    auto const wished = parts::choose_people(ui, candidates(), choose_draft_, choosing_);
    for (auto const& text : wished.chosen)
        if (auto const person = base::id_from_text(text))
            want(AddToGroup{opened_, {*person}, {client::new_id(around_.platform)}});
    if (wished.search_changed) around_.platform.wake();
}

bool GroupsScreen::want(Command command) {
    auto const refusal = account_.want(std::move(command));
    if (refusal) around_.tell(words_.explain(*refusal), look::Tone::bad);
    around_.platform.wake();
    return !refusal;
}

std::string GroupsScreen::said(words::Words const& words, Command const& command) const {
    return std::visit(
        [&]<class C>(C const& c) -> std::string {
            if constexpr (std::is_same_v<C, MakeGroup>)
                return words.say("command.make-group", {{"name", c.name}});
            else if constexpr (std::is_same_v<C, RenameGroup>)
                return words.say("command.rename-group", {{"name", c.name}});
            else if constexpr (requires { base::Id<Group>{c.group}; }) {
                auto const* group = account_.shown<Domain>().find(c.group);
                auto const name = group ? group->name : words.say("groups.gone");
                if constexpr (std::is_same_v<C, RemoveGroup>)
                    return words.say("command.remove-group", {{"name", name}});
                else
                    return words.say(
                        std::is_same_v<C, AddToGroup> ? "command.add-to-group"
                                                      : "command.take-from-group",
                        {{"person", around_.names.of(words, c.person)}, {"name", name}});
            } else
                return {};
        },
        command);
}

}  // namespace accounts
