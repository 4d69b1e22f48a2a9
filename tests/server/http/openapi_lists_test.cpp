#include "server/http/openapi_lists.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <optional>
#include <string>

#include "shared/base/fields.hpp"

namespace openapi_lists_test {
namespace {

struct Parcel {
    base::Id<Parcel> id;
    std::string label;
    bool fragile = false;
    std::optional<base::Instant> arrived;
    std::int64_t grams = 0;
    std::string note;
    base::Money price;
    base::Names title;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Parcel::id).required(),
                          base::field("label", &Parcel::label).sortable().filterable(),
                          base::field("fragile", &Parcel::fragile).filterable(),
                          base::field("arrived", &Parcel::arrived).filterable(),
                          base::field("grams", &Parcel::grams).sortable(),
                          base::field("note", &Parcel::note).secret().sortable().filterable(),
                          base::field("price", &Parcel::price).filterable(),
                          base::field("title", &Parcel::title).line().filterable()};
    }
};

std::string text(rapidjson::Value const& value) { return value.GetString(); }

TEST_CASE("a list's description names every filter that its rows take, and no other") {
    rapidjson::StringBuffer buffer;
    wire::json::Out out(buffer);
    out.StartArray();
    http::write_list_parameters(out, base::type_of<Parcel>(), false);
    out.EndArray();
    rapidjson::Document all;
    all.Parse(buffer.GetString());
    REQUIRE(all.IsArray());
    std::string names;
    for (auto const& each : all.GetArray()) names += text(each["name"]) + " ";
    CHECK(names ==
          "sort filter[label] filter[label][at_least] filter[label][at_most] filter[label][starts] "
          "filter[label][empty] filter[fragile] filter[arrived] filter[arrived][at_least] "
          "filter[arrived][at_most] filter[arrived][empty] filter[price_minor] "
          "filter[price_minor][at_least] filter[price_minor][at_most] filter[price_currency] "
          "filter[title_ru] filter[title_ru][at_least] filter[title_ru][at_most] "
          "filter[title_ru][starts] filter[title_ru][empty] filter[title_en] "
          "filter[title_en][at_least] filter[title_en][at_most] filter[title_en][starts] "
          "filter[title_en][empty] filter[price] filter[price][at_least] filter[price][at_most] "
          "filter[title] filter[title][starts] filter[title][empty] ");

    std::string orders;
    for (auto const& each : all[0]["schema"]["items"]["enum"].GetArray())
        orders += text(each) + " ";
    CHECK(orders == "id -id label -label grams -grams ");

    // Values with commas between them are one parameter, which is said of no other.
    for (auto const& each : all.GetArray()) {
        bool const several = text(each["schema"]["type"]) == "array";
        CHECK(several == each.HasMember("explode"));
        if (several) CHECK_FALSE(each["explode"].GetBool());
    }
    auto const& fragile = all[6]["schema"]["items"];
    CHECK(text(fragile["type"]) == "string");
    CHECK(text(fragile["enum"][0]) == "true");
    auto const& arrived = all[7]["schema"]["items"]["anyOf"];
    CHECK(text(arrived[0]["format"]) == "date-time");
    CHECK(text(arrived[1]["const"]).empty());  // those that have not
    CHECK(text(all[8]["schema"]["format"]) == "date-time");
}

}  // namespace
}  // namespace openapi_lists_test
