#include "web-client/look/cells.hpp"

namespace look {
namespace {

using base::as;
using base::FieldInfo;
using base::TypeInfo;

TypeInfo const& bare(TypeInfo const& type) {
    return type.kind == base::Kind::optional ? *type.inner : type;
}

bool is_shown(FieldInfo const& field) {
    return bare(*field.type).kind != base::Kind::id && !field.rules.server_only &&
           !field.rules.secret;
}

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

std::string text_of(Ui const& ui, CellText const& texts, TypeInfo const& type, void const* value) {
    switch (type.kind) {
        case base::Kind::boolean:
            return ui.words->flag(as<bool>(value));
        case base::Kind::whole:
            return ui.words->number(base::whole_in(type, value));
        case base::Kind::text:
            return first_line(as<std::string>(value));
        case base::Kind::instant:
            return ui.words->moment(as<base::Instant>(value).us, ui.now_us, ui.zone);
        case base::Kind::day:
            return ui.words->date(as<base::Day>(value));
        case base::Kind::currency:
            return std::string(as<base::Currency>(value).code());
        case base::Kind::money:
            return ui.words->money(as<base::Money>(value));
        case base::Kind::quantity:
            return ui.words->quantity(as<base::Quantity>(value));
        case base::Kind::names:
            return first_line(base::shown(as<base::Names>(value), ui.words->language()));
        case base::Kind::enumeration: {
            auto const name = base::name_in(type, value);
            return texts.option ? texts.option(name) : std::string(name);
        }
        case base::Kind::optional: {
            auto const* held = base::held_in(type, value);
            return held ? text_of(ui, texts, *type.inner, held) : std::string();
        }
        case base::Kind::list: {  // how many there are
            auto const count = static_cast<std::int64_t>(type.list->count(value));
            return count == 0 ? std::string() : ui.words->number(count);
        }
        case base::Kind::id:       // is not shown
        case base::Kind::variant:  // of these see has_cells()
        case base::Kind::record:
            break;
    }
    return {};
}

// Under which name a list of the server sorts by the field (server/database/list_field.hpp).
std::string sort_key(Ui const& ui, FieldInfo const& field) {
    std::string const name(field.name);
    switch (bare(*field.type).kind) {
        case base::Kind::money:
            return name + "_minor";
        case base::Kind::quantity:
            return name + "_thousandths";
        case base::Kind::names:
            return name + (ui.words->language() == base::Language::russian ? "_ru" : "_en");
        default:
            return name;
    }
}

bool is_counted(base::Kind kind) {
    return kind == base::Kind::whole || kind == base::Kind::list || kind == base::Kind::money ||
           kind == base::Kind::quantity;
}

}  // namespace

std::vector<Column> columns_of(Ui const& ui, CellText const& texts, TypeInfo const& type) {
    std::vector<Column> columns;
    for (auto const& field : type.fields) {
        if (!is_shown(field)) continue;
        Column column;
        column.id = sort_key(ui, field);
        column.label = texts.label(field.name);
        column.right = is_counted(bare(*field.type).kind);
        column.sortable = field.rules.sortable;
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, TypeInfo const& type,
                           void const* row) {
    std::vector<Cell> all;
    for (auto const& field : type.fields) {
        if (!is_shown(field)) continue;
        Cell cell;
        cell.text = text_of(ui, texts, *field.type, field.of(row));
        all.push_back(std::move(cell));
    }
    return all;
}

}  // namespace look
