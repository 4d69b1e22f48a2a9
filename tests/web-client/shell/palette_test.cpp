// Finding places and commands by a part of their names, in both languages and both layouts.
#include "web-client/shell/palette.hpp"

#include <doctest/doctest.h>

namespace palette_test {

using words::Language;
using words::Words;
using Labels = std::vector<std::string>;

namespace {

std::vector<shell::PaletteEntry> const entries{
    {"Люди", "", "People", "/people"},
    {"Цех № 2", "Каналы", "Цех № 2", "/channels/1"},
    {"Печь и цех", "Каналы", "Печь и цех", "/channels/2"},
    {"Создать канал", "Что можно сделать здесь", "Create channel"},
    {"Zoë’s café", "Каналы", "Zoë’s café", "/channels/3"}};

Labels found(std::string const& typed) {
    Labels labels;
    for (auto const at : shell::palette_found(entries, typed)) labels.push_back(entries[at].label);
    return labels;
}

}  // namespace

TEST_CASE("what begins with what is typed comes first, and everything is there before that") {
    CHECK(found("").size() == entries.size());
    CHECK(found("цех") == Labels{"Цех № 2", "Печь и цех"});
    CHECK(found("цех 2") == Labels{"Цех № 2"});
    CHECK(found("ЛЮД") == Labels{"Люди"});
    CHECK(found("каналы печь") == Labels{"Печь и цех"});
    CHECK(found("zoe cafe") == Labels{"Zoë’s café"});
    CHECK(found("нет такого").empty());
}

TEST_CASE("a name of the other language is found, and one typed in the other layout") {
    CHECK(found("peop") == Labels{"Люди"});
    CHECK(found("create") == Labels{"Создать канал"});
    CHECK(found("k.lb") == Labels{"Люди"});
    CHECK(found("Wt{") == Labels{});
    CHECK(found("wt[") == Labels{"Цех № 2", "Печь и цех"});
    CHECK(found("зущзду") == Labels{"Люди"});
    CHECK(shell::in_other_layout("Ghbdtn, vbh") == "приветб мир");
    CHECK(shell::in_other_layout("Йцукен") == "qwerty");
    CHECK(shell::in_other_layout("你好 7\xFF").find("你好 7") == 0);
}

TEST_CASE("commands are told apart from places, and none is there twice") {
    Words const russian(Language::russian), english(Language::english);
    shell::Section section{"Каналы", {{"1", "Цех", "/channels/1"}, {"2", "Склад", "/channels/2"}}};
    section.entries[1].strong = true;
    section.action = parts::Command{"nav.create-channel", look::Icon::plus, [] {}};
    parts::Command const same{"nav.create-channel", look::Icon::plus, [] {}, "нельзя"};
    auto const labels = [&](parts::Commands const& commands) {
        Labels all;
        for (auto const& entry :
             shell::palette_entries({russian, {section}, english, {section}, commands}))
            all.push_back(entry.label + (entry.route.empty() ? "!" : "") + entry.grey);
        return all;
    };
    auto const create = russian.say("nav.create-channel");
    CHECK(labels({}) == Labels{"Склад", "Цех", create + "!"});
    CHECK(labels({same}) == Labels{"Склад", "Цех", create + "!нельзя"});
}

}  // namespace palette_test
