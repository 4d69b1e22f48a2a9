#include "tests/web-client/sample_views.hpp"

#include "web-client/messaging/channels.hpp"

namespace samples {
namespace {

using words::Language;

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t day_us = 24 * 60 * minute_us;

struct Someone {
    char const* id;
    char const* russian;
    char const* english;
};
constexpr Someone anna{"p-anna", "Анна Петрова", "Anna Petrova"};
constexpr Someone ilya{"p-ilya", "Илья Соколов", "Ilya Sokolov"};
constexpr Someone elena{"p-elena", "Елена Кравец", "Elena Kravets"};
constexpr Someone oleg{"p-oleg", "Олег Мирный", "Oleg Mirny"};

std::string name_of(Language language, Someone const& who) {
    return in(language, who.russian, who.english);
}

messaging::MessageView said(Language language, char const* id, Someone const& who,
                            std::int64_t minutes_ago, std::string text) {
    messaging::MessageView message;
    message.id = id;
    message.author = who.id;
    message.name = name_of(language, who);
    message.at_us = now_us - minutes_ago * minute_us;
    message.text = std::move(text);
    return message;
}

shell::Entry channel_entry(words::Words const& words, char const* id, std::string title,
                           int unread) {
    shell::Entry entry{id, title, "/channels/" + std::string(id), look::Icon::hash, unread};
    entry.strong = unread > 0;
    if (entry.strong)
        entry.said = words.say("nav.channel-unread", {{"title", title}, {"n", unread}});
    return entry;
}

messaging::MemberView member(Language language, Someone const& who) {
    messaging::MemberView view;
    view.id = who.id;
    view.name = name_of(language, who);
    return view;
}

}  // namespace

shell::View shell_view(Language language) {
    shell::View view;
    view.my_name = name_of(language, anna);
    view.my_email = "anna@example.org";
    view.my_id = anna.id;
    words::Words const words(language);
    shell::Section channels{words.say("nav.channels"), {}};
    channels.action = messaging::create_command([] {});
    channels.entries = {
        channel_entry(words, "c-shop", in(language, "Цех", "Workshop"), 3),
        channel_entry(words, "c-week", in(language, "Заказы недели", "Orders of the week"), 0),
        channel_entry(words, "c-cloud", in(language, "Облако — внедрение", "Cloud roll-out"), 1)};
    shell::Section everybody, own;
    everybody.entries = {{"people", words.say("nav.people"), "/people", look::Icon::users},
                         {"admin", words.say("nav.admin"), "/admin/people", look::Icon::settings}};
    own.in_menu = true;
    own.entries = {{"account", words.say("menu.account"), "/account", look::Icon::user},
                   {"sessions", words.say("menu.sessions"), "/sessions", look::Icon::shield_check},
                   {"about", words.say("menu.about"), shell::about_route, look::Icon::info}};
    view.sections = {channels, everybody, own};
    view.menu = {{"menu.sign-out", look::Icon::log_out, [] {}}};
    view.route = "/channels/c-shop";
    view.connection.link = shell::Link::online;
    view.connection.answer_ms = 3;
    view.language = language;
    return view;
}

messaging::ChannelView channel_view(Language language) {
    messaging::ChannelView view;
    view.id = "c-shop";
    view.title = in(language, "Цех", "Workshop");
    view.members = 12;
    view.messages.push_back(
        said(language, "m1", anna, 23,
             in(language,
                "Бисквит на субботу готов, **крем** делаем в 14:00. Нужен ли ещё один противень?",
                "Sponge for Saturday is ready, **cream** at 14:00. Do we need another tray?")));
    view.messages.push_back(said(language, "m2", ilya, 20,
                                 in(language, "Да. Рецепт в файле, не забудь `t = 160 °C`",
                                    "Yes. The recipe is in the file, mind `t = 160 °C`")));
    view.messages.push_back(
        said(language, "m3", ilya, 19, "https://example.org/recipes/honey-cake"));
    view.messages.push_back(
        said(language, "m4", elena, 2,
             in(language, "@Анна, заказ № 1042 перенесли на пятницу, 16:00 — успеем?",
                "@Anna, order No. 1042 moved to Friday 16:00. Can we make it?")));
    view.messages.back().mentions_me = true;
    view.first_new = 3;
    view.messages.push_back(said(language, "m5", anna, 1,
                                 in(language, "Успеем, если печь № 2 свободна с девяти.",
                                    "Yes, if oven 2 is free from nine.")));
    view.messages.back().delivery = messaging::Delivery::waiting;
    std::vector<messaging::Addressee> people;
    for (Someone const& who : {elena, ilya, oleg, anna})
        people.push_back({who.id, name_of(language, who)});
    view.people = std::make_shared<messaging::Addressees const>(std::move(people));
    for (auto& message : view.messages) message.names = view.people->names_in(message.text);
    return view;
}

messaging::ChannelView long_channel_view(Language language, int messages) {
    messaging::ChannelView view = channel_view(language);
    view.messages.clear();
    view.first_new = -1;
    Someone const people[] = {anna, ilya, elena, oleg};
    for (int i = 0; i < messages; ++i) {
        messaging::MessageView message;
        message.id = "m" + std::to_string(i);
        Someone const& who = people[(i / 3) % 4];
        message.author = who.id;
        message.name = name_of(language, who);
        message.at_us = now_us - (messages - i) * 7 * minute_us;
        message.text = std::to_string(i) + ": " +
                       in(language, "Партия готова, проверили вес и упаковку.",
                          "The batch is ready, weight and packing are checked.");
        if (i % 5 == 0)
            message.text += in(language, "\nОстаток уберём завтра утром.",
                               "\nWe clear the rest tomorrow morning.");
        view.messages.push_back(std::move(message));
    }
    return view;
}

messaging::DetailsView details_view(Language language) {
    messaging::DetailsView view;
    view.title = in(language, "Цех", "Workshop");
    view.about = in(language, "Печь, крем, сборка. Смена с 8 до 20.",
                    "Oven, cream, assembly. Shift 8 to 20.");
    std::string const owners_only = words::Words(language).explain("owners-only");
    view.members = {member(language, elena), member(language, anna), member(language, ilya),
                    member(language, oleg)};
    view.members[0].owner = true;
    view.members[1].me = true;
    view.members[3].waiting = true;
    for (messaging::MemberView& each : view.members) each.remove_grey = owners_only;
    view.total = 12;
    view.edit_grey = owners_only;
    return view;
}

parts::ChooseView invite_view(Language language) {
    parts::ChooseView view;
    view.id = "invite";
    view.title = in(language, "Пригласить в «Цех»", "Invite to “Workshop”");
    view.people = "invite.people";
    view.nobody = "invite.nobody";
    view.main = "invite.do";
    view.main_n = "invite.do-n";
    for (Someone const& who : {anna, ilya, elena, oleg}) {
        parts::Candidate candidate;
        candidate.id = who.id;
        candidate.name = name_of(language, who);
        candidate.detail = std::string(who.english).substr(0, 4) + "@example.org";
        view.candidates.push_back(std::move(candidate));
    }
    view.candidates[0].grey = in(language, "уже в канале", "already a member");
    view.more = true;
    return view;
}

accounts::PeopleView people_view(Language language, int people) {
    accounts::PeopleView view;
    Someone const known[] = {anna, ilya, elena, oleg};
    for (int i = 0; i < people; ++i) {
        accounts::PersonRow row;
        row.id = "p" + std::to_string(i);
        row.name = name_of(language, known[i % 4]);
        if (i >= 4) row.name += " " + std::to_string(i);
        row.email = "person" + std::to_string(i) + "@example.org";
        row.administrator = i == 0;
        row.joined_at_us = now_us - i * 3 * day_us;
        view.people.push_back(std::move(row));
    }
    view.total = 248;
    view.more = true;
    return view;
}

accounts::SessionsView sessions_view(Language language) {
    accounts::SessionsView view;
    view.sessions.resize(3);
    view.sessions[0].id = "s1";
    view.sessions[0].device = in(language, "Chromium, Linux", "Chromium on Linux");
    view.sessions[0].address = "192.0.2.7";
    view.sessions[0].seen_at_us = now_us;
    view.sessions[0].current = true;
    view.sessions[1].id = "s2";
    view.sessions[1].device = in(language, "Firefox, Android", "Firefox on Android");
    view.sessions[1].address = "198.51.100.23";
    view.sessions[1].seen_at_us = now_us - day_us;
    view.sessions[2].id = "s3";
    view.sessions[2].device = in(language, "Окно Kontor, Debian 13", "Kontor window on Debian 13");
    view.sessions[2].seen_at_us = now_us - 40 * day_us;
    view.sessions[2].ending = true;
    return view;
}

namespace {

accounts::AuditEntry audited(std::uint64_t n, base::Id128 actor, base::Id128 subject,
                             std::string action, std::string detail) {
    return {{{1, n}},
            {now_us - static_cast<std::int64_t>(n * n * 41) * minute_us},
            actor,
            subject,
            std::move(action),
            "198.51.100.23",
            std::move(detail)};
}

void fill_people(accounts::AdminView& view, Language language) {
    Someone const known[] = {anna, ilya, elena, oleg};
    for (std::uint64_t i = 0; i < 24; ++i) {
        accounts::Overview row;
        row.id = {{0, i + 1}};
        row.name = name_of(language, known[i % 4]);
        if (i >= 4) row.name += " " + std::to_string(i);
        row.email = "person" + std::to_string(i) + "@example.org";
        row.email_confirmed = i % 5 != 3;
        row.administrator = i == 0;
        row.blocked = i == 5;
        row.second_factor = i % 3 == 0;
        row.registered = {now_us - static_cast<std::int64_t>(i) * 3 * day_us};
        if (i % 7 != 6)
            row.last_seen =
                base::Instant{now_us - static_cast<std::int64_t>(i * i * 37) * minute_us};
        row.sessions = static_cast<std::int64_t>(i % 4);
        row.stored_bytes = static_cast<std::int64_t>(i * i * i * 1'234'567);
        if (i == 9) row.deletion = base::Instant{now_us + 5 * day_us};
        view.people.push_back(std::move(row));
    }
}

void fill_letters(accounts::AdminView& view) {
    using State = accounts::LetterState;
    for (std::uint64_t i = 0; i < 6; ++i) {
        accounts::Letter letter;
        letter.id = {{2, i}};
        letter.recipient = "person" + std::to_string(i) + "@example.org";
        letter.kind = i % 2 == 0 ? "confirm" : "reset";
        letter.state = i == 0 ? State::waiting : i == 1 ? State::dead : State::sent;
        letter.attempts = i == 1 ? 8 : 1;
        letter.made = {now_us - static_cast<std::int64_t>(i * 95) * minute_us};
        if (i == 1) letter.failure = "550 5.1.1 Recipient address rejected: user unknown";
        if (i == 0) letter.next_attempt = base::Instant{now_us + 4 * minute_us};
        letter.has_link = true;
        view.letters.push_back(std::move(letter));
    }
}

}  // namespace

accounts::AdminView admin_view(Language language, accounts::AdminPage page) {
    accounts::AdminView view;
    view.page = page;
    fill_people(view, language);
    fill_letters(view);
    base::Id128 const boss{0, 1}, other{0, 2}, gone{0xa1b2c3d4e5f60718, 9};
    view.names = {{boss, name_of(language, anna)}, {other, name_of(language, ilya)}};
    view.audit = {audited(1, boss, boss, "signed-in", "Chromium, Linux"),
                  audited(2, boss, other, "administrator-given", ""),
                  audited(3, other, other, "password-changed", ""),
                  audited(4, {}, other, "locked-out", ""),
                  audited(5, gone, gone, "token-made", "write"),
                  audited(6, boss, gone, "deleted", ""),
                  audited(7, boss, {}, "from-a-newer-server", "")};
    view.reports = {{{{3, 1}},
                     1042,
                     {now_us - 3 * minute_us},
                     7,
                     "server",
                     "GET /api/v1/people",
                     "terminate called after throwing an instance of 'pqxx::broken_connection'",
                     "0.4.1"},
                    {{{3, 2}},
                     1041,
                     {now_us - 2 * day_us},
                     1,
                     "client",
                     "/channels",
                     "RuntimeError: unreachable",
                     "0.4.0"}};
    view.invitations = {
        {{{4, 1}}, "vera@example.org", {now_us - 2 * minute_us}, {now_us + 7 * day_us}},
        {{{4, 2}}, "gleb@example.org", {now_us - 6 * day_us}, {now_us + day_us}}};
    std::int64_t const totals[] = {248, 2, 7, 6, 2, -1};
    view.pages.total = totals[static_cast<std::size_t>(page)];
    view.pages.more = page == accounts::AdminPage::people;
    return view;
}

accounts::MineView mine_view(Language language) {
    words::Words const words(language);
    accounts::MineView view;
    view.id = anna.id;
    view.name = name_of(language, anna);
    view.email = "anna@example.org";
    view.new_email = "anna.petrova@example.org";
    view.save_grey = words.say("mine.nothing-changed");
    view.language = language;
    view.tokens.resize(3);
    view.tokens[0] = {"t1",
                      in(language, "Резервная копия", "Backup"),
                      words.say("token.scope-read"),
                      now_us - 3 * day_us,
                      now_us + 87 * day_us,
                      now_us - 2 * minute_us};
    view.tokens[1] = {"t2",
                      in(language, "Выгрузка заказов в бухгалтерию", "Orders to accounting"),
                      words.say("token.scope-write"),
                      now_us - 40 * day_us,
                      now_us + 325 * day_us,
                      0};
    view.tokens[2] = {"t3",
                      in(language, "Проба", "A trial"),
                      words.say("token.scope-read"),
                      now_us - 40 * day_us,
                      now_us - 10 * day_us,
                      now_us - 33 * day_us};
    return view;
}

shell::TrayView tray_view(Language language) {
    words::Words const words(language);
    shell::TrayView view;
    view.refused.resize(2);
    view.refused[0].id = "r1";
    view.refused[0].what =
        in(language, "Сообщение в «Облако — внедрение»", "Message to “Cloud roll-out”");
    view.refused[0].content = in(language, "Схему сети проверил, **три зоны** хватит.",
                                 "Checked the network plan, **three zones** are enough.");
    view.refused[0].why = words.explain("channel-unknown");
    view.refused[0].at_us = now_us - 50 * minute_us;
    view.refused[0].can_change = true;
    view.refused[1].id = "r2";
    view.refused[1].what =
        in(language, "Исключить: Олег Мирный, «Цех»", "Remove Oleg Mirny from “Workshop”");
    view.refused[1].why = words.explain("owners-only");
    view.refused[1].at_us = now_us - day_us;
    view.refused[1].again_grey = words.explain("owners-only");
    return view;
}

}  // namespace samples
