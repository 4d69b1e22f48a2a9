#include "shared/imports/mapping.hpp"

#include <doctest/doctest.h>

#include "tests/shared/imports/item.hpp"

namespace mapping_test {

using namespace imports;
using samples::Item;
using samples::Told;

namespace {

// What each column is, by its name on the wire; "-" nothing.
std::string mapped(std::string head, FieldNames const& names = samples::names_in_words) {
    auto const sheet = read_sheet(std::move(head) + "\n1\n");
    auto const mapping = map_columns(sheet, base::type_of<Item>(), names);
    std::string text;
    for (auto const target : mapping.columns) {
        auto const name = name_of(base::type_of<Item>(), target);
        text += (text.empty() ? "" : ",") + (name.empty() ? "-" : name);
    }
    return text;
}

}  // namespace

TEST_CASE("columns are known by their names on the wire and by the words of both languages") {
    CHECK(mapped("id,code,title,price,price_currency,names_ru,names_en") ==
          "id,code,title,price,price_currency,names_ru,names_en");
    CHECK(mapped("Артикул,Название,Цена,Сделано") == "code,title,price,made");
    CHECK(mapped("Article,Title,Price,Made on") == "code,title,price,made");
    CHECK(mapped(" АРТИКУЛ ,made ON,part  of,made_on,MadeOn") == "code,made,parent,made,made");
    CHECK(mapped("Цена (валюта),price currency,Имя (рус.),Called (en),Имя") ==
          "price_currency,price_currency,names_ru,names_en,names");
    CHECK(mapped("colour,,№,title") == "-,-,-,title");
    CHECK(mapped("Артикул,code", {}) == "-,code");
}

TEST_CASE("a word of two fields is nobody's, and a name of the wire goes before words") {
    CHECK(mapped("Видно,shown,counted") == "-,shown,counted");
    auto const also_title = [](base::FieldInfo const& field) {
        return std::vector<std::string>{field.name == "note" ? "title" : "x"};
    };
    CHECK(mapped("title", also_title) == "title");
}

TEST_CASE("a mapping is put right by hand, and says what it leaves out") {
    auto const sheet = read_sheet("colour,code,code,names,names_ru\n1,2,3,4,5\n");
    auto mapping = map_columns(sheet, base::type_of<Item>(), samples::names_in_words);
    CHECK(Told(problems_of(mapping, sheet)) ==
          Told{"1:3 given-twice column=code", "1:5 given-twice column=names_ru"});
    CHECK(unmapped(mapping) == std::vector<std::size_t>{0});
    mapping.columns[0] = targets_of(base::type_of<Item>())[2];
    mapping.columns[2] = mapping.columns[3] = {};
    CHECK(name_of(base::type_of<Item>(), mapping.columns[0]) == "title");
    CHECK(problems_of(mapping, sheet).empty());
    CHECK(unmapped(mapping) == std::vector<std::size_t>{2, 3});
    auto const strange = read_sheet("one,two\n1,2\n");
    CHECK(Told(problems_of(map_columns(strange, base::type_of<Item>(), {}), strange)) ==
          Told{"0:0 nothing-mapped"});
}

TEST_CASE("what may be chosen are the fields that travel, and the parts that have columns") {
    std::string all;
    for (auto const target : targets_of(base::type_of<Item>()))
        all += name_of(base::type_of<Item>(), target) + " ";
    CHECK(all ==
          "id code title parent owner state price price_currency amount made shown count note "
          "names names_ru names_en counted ");
    CHECK(keys_of(base::type_of<Item>()) == std::vector<std::int16_t>{0, 1});
}

}  // namespace mapping_test
