// The tables of administrators, groups, and what a guest sees: the screens of the product over a
// server and a machine in memory, whose lists answer what is there.
#include <algorithm>
#include <map>

#include "shared/imports_api.hpp"
#include "shared/tables.hpp"
#include "tests/web-client/sample_frame.hpp"
#include "tests/web-client/sync/fake.hpp"
#include "web-client/house/screens.hpp"
#include "web-client/rooms.hpp"

namespace samples {
namespace {

using words::Language;
using PersonId = base::Id<accounts::Person>;
using ChannelId = base::Id<messaging::Channel>;

constexpr std::int64_t minute = 60'000'000, day = 1'440 * minute;

// A workshop, whoever looks at it.
class Live : public Screen {
public:
    void draw(look::Ui& ui, look::Rect window) final {
        // What is asked for while it is first drawn has come when it stands still.
        if (drawn_ < settled) {
            machine_.pass(1'000);
            step(*ui.words, ++drawn_);
        }
        screens_->frame(ui, window, shell::Shade::system);
    }

protected:
    explicit Live(Language language)
        : language_(language),
          anna(person("anna", "Анна Петрова", "Anna Petrova", true)),
          ilya(person("ilya", "Илья Соколов", "Ilya Sokolov")),
          elena(person("elena", "Елена Кравец", "Elena Kravets", true)) {
        server_.also = [this](platform::Request const& request) { return answered(request); };
        channel(workshop, "Цех", "Workshop", "печи, смены, заказы", "ovens, shifts, orders");
        channel(week, "Заказы недели", "Orders of the week", "", "");
        channel(cloud, "Облако", "Cloud", "внедрение", "roll-out");
        say(ilya, "Печь № 2 свободна с девяти", "Oven 2 is free from nine");
        say(anna, "Тогда эклеры ставим первыми", "Then the eclairs go in first");
    }
    void begin(PersonId who, std::string const& route) {
        account_ = std::make_unique<client::Account>(tab_, server_.signed_in(who, {{9, 9}}));
        machine_.pass(3'000);
        tab_.place = route;
        screens_ = std::make_unique<house::Screens<Rooms>>(tab_, account_->api(), *account_);
    }
    // Before the frame of that number, from 1.
    virtual void step(words::Words const&, int) {}
    void press(words::Words const& words, char const* command) {
        auto const all = screens_->commands(words);
        if (auto const* found = parts::find(all, command)) found->act();
    }

    std::string either(char const* russian, char const* english) const {
        return in(language_, russian, english);
    }
    PersonId person(char const* address, char const* russian, char const* english,
                    bool administrator = false) {
        PersonId const id{{1, ++people_}};
        server_.carry_out(accounts::Register{{id,
                                              either(russian, english),
                                              std::string(address) + "@example.org",
                                              administrator,
                                              {now_us - 400 * day}}});
        return id;
    }
    void channel(ChannelId id, char const* russian, char const* english, char const* about_russian,
                 char const* about_english) {
        carry_out(messaging::CreateChannel{id,
                                           {{6, id.value.low}},
                                           ilya,
                                           either(russian, english),
                                           either(about_russian, about_english)},
                  ilya);
        invite(id, anna);
    }
    void invite(ChannelId id, PersonId who) {
        carry_out(messaging::Invite{id, {{7, ++invited_}}, who}, ilya);
    }
    void say(PersonId who, char const* russian, char const* english) {
        carry_out(messaging::Post{workshop, {{8, ++said_}}, either(russian, english)}, who);
    }
    // As the server does it, each some time after the one before.
    template <class Domain>
    syncing::Asking<Domain> by(PersonId actor) {
        syncing::Asking<Domain> asking;
        asking.actor = actor.value;
        asking.administrator = actor == anna || actor == elena;
        asking.clock = [at = clock_us_ += 5 * minute] { return base::Instant{at}; };
        asking.address = "192.0.2.7";
        if constexpr (std::is_same_v<Domain, messaging::Domain>) asking.facts.person_exists = true;
        return asking;
    }
    template <class Command>
    void carry_out(Command const& command, PersonId actor) {
        using Domain = Domains::OfCommand<Command>;
        server_.stores.of<Domain>().write([&](syncing::Unit<Domain>& unit) {
            syncing::decide_and_write<Domain>(unit, command, by<Domain>(actor));
        });
    }
    template <class Endpoint>
    void give(typename Endpoint::Response const& response, std::string_view path = Endpoint::path) {
        answers_[std::string(path)] = {
            200, {{"content-type", "application/json"}}, wire::json::text(response)};
    }
    // A list of all rows of a table.
    template <class Domain, class Row>
    void list() {
        world::TablePage<Row> page;
        for (auto const& [id, row] :
             server_.stores.of<Domain>().state.world.template table<Row>().all()) {
            page.rows.push_back(row);
        }
        if constexpr (requires(Row row) {
                          row.created;
                      })  // the newest first, as they are asked for
            std::sort(page.rows.begin(), page.rows.end(),
                      [](Row const& a, Row const& b) { return b.created.us < a.created.us; });
        page.total = static_cast<std::int64_t>(page.rows.size());
        give<world::ListTable<Domain, Row>>(page);
    }
    void lists() {
        list<accounts::Domain, accounts::Person>();
        list<messaging::Domain, messaging::Channel>();
        list<messaging::Domain, messaging::Edit>();
        give<world::ListTable<accounts::Domain, accounts::View>>({});
    }

private:
    static constexpr int settled = 8;  // frames
    std::optional<platform::Answer> answered(platform::Request const& request) const {
        auto const found = answers_.find(request.path.substr(0, request.path.find('?')));
        if (found == answers_.end()) return std::nullopt;
        return found->second;
    }

protected:
    Language const language_;
    std::uint64_t people_ = 0, invited_ = 0, said_ = 0;
    std::int64_t clock_us_ = now_us - 90 * minute;
    fake::Server server_;
    fake::Machine machine_{server_};
    fake::Tab& tab_ = machine_.open_tab();
    std::map<std::string, platform::Answer> answers_;
    PersonId const anna, ilya, elena;
    static constexpr ChannelId workshop{{5, 1}}, week{{5, 2}}, cloud{{5, 3}};

private:
    int drawn_ = 0;
    std::unique_ptr<client::Account> account_;
    std::unique_ptr<house::Screens<Rooms>> screens_;
};

std::string const channels_route = "/tables/messaging/channel";
std::string const of_workshop = channels_route + "/" + base::to_text(base::Id128{5, 1});

// Narrowed and sorted, and with views, of which one is shared.
class TableList : public Live {
public:
    explicit TableList(Language language) : Live(language) {
        std::string const query = "sort=-created,title&filter[last_number][at_most]=100";
        carry_out(
            accounts::SaveView{
                {{11, 1}}, "messaging.channel", either("Тихие", "Quiet"), query, false},
            anna);
        carry_out(accounts::SaveView{{{11, 2}},
                                     "messaging.channel",
                                     either("По названию", "By title"),
                                     "sort=title",
                                     true},
                  anna);
        lists();
        begin(anna, channels_route + "?" + query);
    }
};

template <char const* const& command>
class ListMenu : public TableList {
public:
    using TableList::TableList;

protected:
    void step(words::Words const& words, int frame) override {
        if (frame == 5) press(words, command);
    }
};
constexpr char const* views_command = "tables.views";
constexpr char const* sort_command = "tables.sort";
using TableViews = ListMenu<views_command>;
using TableSort = ListMenu<sort_command>;

// What was changed by hand, and by whom.
class TableRow : public Live {
public:
    explicit TableRow(Language language) : Live(language) {
        change({{10, 1}}, elena, [&](auto& row) { row.title = either("Большой цех", "The shop"); });
        change({{10, 2}}, anna, [&](auto& row) { row.about = either("печи и смены", "ovens"); });
        lists();
        world::TablePage<messaging::Channel> one;
        one.rows = {now()};
        one.total = 1;
        give<world::ListTable<messaging::Domain, messaging::Channel>>(one);
        begin(anna, of_workshop);
    }

private:
    messaging::Channel now() const { return *server_.channels.state.world.find(workshop); }
    template <class Change>
    void change(base::Id<messaging::Edit> edit, PersonId who, Change act) {
        auto after = now();
        act(after);
        carry_out(messaging::EditRows{{12, edit.value.low}, {{edit, now(), after}}}, who);
    }
};

class TableForm : public TableRow {
public:
    using TableRow::TableRow;

protected:
    void step(words::Words const& words, int frame) override {
        if (frame == 5) press(words, "tables.edit");
    }
};

// A file in which some rows are wrong.
class TableImport : public Live {
public:
    explicit TableImport(Language language) : Live(language) {
        lists();
        // The rules let all other rows in.
        give<tables::ImportRows>({}, "/api/v1/admin/tables/messaging.channel/imports");
        begin(anna, channels_route + "/import");
    }

protected:
    void step(words::Words const& words, int frame) override {
        if (frame == 3)
            tab_.give_file(
                {either("каналы.csv", "channels.csv"),
                 either("Название;Описание;Кем создан\nСклад;мука и сахар;Елена Кравец\n;без "
                        "названия;Анна Петрова\nДвор;;Пётр Неизвестный\nВитрина;торты;\n",
                        "Title;About;Made by\nStore;flour and sugar;Elena Kravets\n;without a "
                        "title;Anna Petrova\nYard;;Peter Unknown\nWindow;cakes;\n"),
                 false});
        if (frame == 4) press(words, "tables.import-check");
    }
};

class GroupOfPeople : public Live {
public:
    explicit GroupOfPeople(Language language) : Live(language) {
        carry_out(accounts::MakeGroup{bakers, either("Пекари", "Bakers")}, anna);
        carry_out(accounts::AddToGroup{bakers, ilya, {{14, 1}}}, anna);
        carry_out(accounts::AddToGroup{bakers, elena, {{14, 2}}}, anna);
        begin(anna, "/people/groups/" + base::to_text(bakers));
    }

private:
    static constexpr base::Id<accounts::Group> bakers{{13, 1}};
};

// Only what somebody was invited to, and the names of those who are there.
class Guest : public Live {
public:
    explicit Guest(Language language) : Live(language) {
        auto const olga = person("olga", "Ольга Ким", "Olga Kim");
        carry_out(accounts::SetPersonKind{olga, accounts::PersonKind::guest}, anna);
        invite(workshop, olga);
        // Names of those alone whom the guest meets there.
        accounts::NamePeople::Response met;
        for (auto const who : {anna, ilya})
            met.people.push_back({who, server_.people.state.world.find(who)->name});
        give<accounts::NamePeople>(met);
        begin(olga, "/channels/" + base::to_text(workshop));
    }
};

}  // namespace

std::vector<Sample> table_samples() {
    return {{"table-list", make<TableList>},   {"table-sort", make<TableSort>},
            {"table-views", make<TableViews>}, {"table-row", make<TableRow>},
            {"table-form", make<TableForm>},   {"table-import", make<TableImport>},
            {"group", make<GroupOfPeople>},    {"guest", make<Guest>}};
}

}  // namespace samples
