#include "server/http/openapi_lists.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/list_query.hpp"
#include "server/http/openapi_parts.hpp"
#include "shared/wire/schema.hpp"

namespace http {
namespace {

using namespace parts;
using database::ListField;

void number(Out& out, std::string_view name, std::size_t value) {
    key(out, name);
    out.Uint64(value);
}

constexpr std::array<std::string_view, 2> yes_or_no{"true", "false"};

template <class Words>
void write_words(Out& out, Words const& words) {
    object(out, [&] {
        member(out, "type", "string");
        array(out, "enum", [&] {
            for (std::string_view const word : words) put(out, word);
        });
    });
}

// "1234.50 RUB", or without the currency where there is one alone; "1.250".
void write_decimal(Out& out, ListField const& field) {
    bool const is_money = field.asked == database::Asked::money;
    std::string pattern = "^-?[0-9]{1,16}(\\.[0-9]{1,4})?";
    if (is_money) pattern += field.currency.is_none() ? " [A-Z]{3}" : "( [A-Z]{3})?";
    object(out, [&] {
        member(out, "type", "string");
        member(out, "pattern", pattern + "$");
    });
}

// What a filter takes follows from the kind of the column alone: whoever looks for what no row may
// hold finds nothing, and does nothing wrong.
void write_one(Out& out, ListField const& field) {
    // As words: there are languages whose clients would write "True".
    if (field.of->kind == base::Kind::boolean) return write_words(out, yes_or_no);
    if (field.of->kind == base::Kind::enumeration) return write_words(out, field.of->names);
    bool const is_decimal =
        field.asked == database::Asked::money || field.asked == database::Asked::quantity;
    if (is_decimal) return write_decimal(out, field);
    if (!field.is_text) return wire::schema::write(out, *field.of);
    object(out, [&] {
        member(out, "type", "string");
        number(out, "maxLength", database::longest_value);
        member(out, "pattern", "^[^\\u0000]*$");
    });
}

// Of a field that a row may lack, an empty value finds the rows without it.
void write_one_or_none(Out& out, ListField const& field) {
    if (field.is_text || !field.nullable) return write_one(out, field);
    object(out, [&] {
        array(out, "anyOf", [&] {
            write_one(out, field);
            object(out, [&] {
                member(out, "type", "string");
                member(out, "const", "");
            });
        });
    });
}

// Several values of one parameter stand in one text, with commas between them.
template <class Item>
void write_several(Out& out, std::string_view description, std::size_t most, Item item) {
    member(out, "description", description);
    member(out, "style", "form");
    flag(out, "explode", false);
    object(out, "schema", [&] {
        member(out, "type", "array");
        number(out, "minItems", 1);
        number(out, "maxItems", most);
        key(out, "items");
        item();
    });
}

template <class Inside>
void parameter(Out& out, std::string_view name, Inside inside) {
    object(out, [&] {
        member(out, "name", name);
        member(out, "in", "query");
        inside();
    });
}

void write_sort(Out& out, database::ListFields const& fields) {
    std::vector<std::string> words;
    for (auto const& field : fields)
        for (auto const* sign : {"", "-"})
            if (field.sortable) words.push_back(sign + field.name);
    auto const* const description =
        "Fields in their order, each once, with a minus before those that descend.";
    parameter(out, "sort", [&] {
        write_several(out, description, words.size() / 2, [&] { write_words(out, words); });
    });
}

void write_comparison(Out& out, ListField const& field, std::string_view comparison,
                      std::string_view description) {
    auto const name = "filter[" + field.name + "][" + std::string(comparison) + "]";
    parameter(out, name, [&] {
        member(out, "description", description);
        key(out, "schema");
        write_one(out, field);
    });
}

void write_filters(Out& out, ListField const& field) {
    std::string description = "Rows with any of these values.";
    if (field.is_text) description += " A comma or a backslash in one has a backslash before it.";
    if (field.asked == database::Asked::names) description += " In either language.";
    if (field.nullable) description += " An empty one finds the rows without any.";
    parameter(out, "filter[" + field.name + "]", [&] {
        write_several(out, description, database::most_values,
                      [&] { write_one_or_none(out, field); });
    });
    if (field.is_ordered) {
        write_comparison(out, field, "at_least", "Rows with this value or a greater one.");
        write_comparison(out, field, "at_most", "Rows with this value or a smaller one.");
    }
    if (field.is_text) write_comparison(out, field, "starts", "Rows whose value begins with this.");
    if (!field.may_be_empty) return;
    parameter(out, "filter[" + field.name + "][empty]", [&] {
        member(out, "description", "Whether there is nothing in it.");
        key(out, "schema");
        write_words(out, yes_or_no);
    });
}

}  // namespace

void write_list_parameters(Out& out, base::TypeInfo const& row, bool by_every_field) {
    auto const fields =
        by_every_field ? database::every_field_of(row) : database::list_fields_of(row);
    write_sort(out, fields);
    for (auto const& field : fields)
        if (field.filterable) write_filters(out, field);
}

}  // namespace http
