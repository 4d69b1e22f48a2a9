#include "web-client/look/cells.hpp"

namespace look {
namespace {

using base::as;
using base::FieldInfo;
using base::TypeInfo;

TypeInfo const& bare(TypeInfo const& type) {
    return type.kind == base::Kind::optional ? *type.inner : type;
}

class Writer {
public:
    Writer(Ui const& ui, CellText const& texts, FieldInfo const& field, bool whole)
        : ui_(ui), texts_(texts), field_(field), whole_(whole) {}

    std::string text(TypeInfo const& type, void const* value) const {
        auto const& words = *ui_.words;
        switch (type.kind) {
            case base::Kind::boolean:
                return words.flag(as<bool>(value));
            case base::Kind::whole:
                return words.number(base::whole_in(type, value));
            case base::Kind::text:
                return lines(as<std::string>(value));
            case base::Kind::instant:
                return words.moment(as<base::Instant>(value).us, ui_.now_us, ui_.zone);
            case base::Kind::day:
                return words.date(as<base::Day>(value));
            case base::Kind::currency:
                return std::string(as<base::Currency>(value).code());
            case base::Kind::money:
                return words.money(as<base::Money>(value));
            case base::Kind::quantity:
                return words.quantity(as<base::Quantity>(value));
            case base::Kind::names:
                return lines(base::shown(as<base::Names>(value), words.language()));
            case base::Kind::enumeration: {
                auto const name = base::name_in(type, value);
                return texts_.option ? texts_.option(name) : std::string(name);
            }
            case base::Kind::optional: {
                auto const* held = base::held_in(type, value);
                return held ? text(*type.inner, held) : std::string();
            }
            case base::Kind::list: {  // how many there are
                auto const count = static_cast<std::int64_t>(type.list->count(value));
                return count == 0 ? std::string() : words.number(count);
            }
            case base::Kind::id:
                return name_of(as<base::Id128>(value));
            case base::Kind::variant:  // of these see has_cells()
            case base::Kind::record:
                break;
        }
        return {};
    }

private:
    std::string lines(std::string const& text) const {
        return whole_ ? text : text.substr(0, text.find('\n'));
    }
    std::string name_of(base::Id128 id) const {
        if (id.is_none() || !texts_.row) return {};
        return texts_.row(field_, id);
    }

    Ui const& ui_;
    CellText const& texts_;
    FieldInfo const& field_;
    bool const whole_;
};

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

// The row's own id says something where it is another row's as well.
bool is_shown(CellText const& texts, FieldInfo const& field) {
    if (field.rules.server_only || field.rules.secret) return false;
    if (bare(*field.type).kind != base::Kind::id) return true;
    bool const is_own = field.name == "id" && field.rules.refers_to.empty();
    return texts.row && (texts.own_id || !is_own);
}

std::string text_of(Ui const& ui, CellText const& texts, FieldInfo const& field, void const* row,
                    bool whole) {
    return Writer(ui, texts, field, whole).text(*field.type, field.of(row));
}

std::vector<Column> columns_of(Ui const& ui, CellText const& texts, TypeInfo const& type) {
    std::vector<Column> columns;
    for (auto const& field : type.fields) {
        if (!is_shown(texts, field)) continue;
        Column column;
        column.id = sort_key(ui, field);
        column.label = texts.label(field.name);
        column.right = is_counted(bare(*field.type).kind);
        column.sortable =
            texts.sorts_by_all ? bare(*field.type).kind != base::Kind::list : field.rules.sortable;
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, TypeInfo const& type,
                           void const* row) {
    std::vector<Cell> all;
    for (auto const& field : type.fields) {
        if (!is_shown(texts, field)) continue;
        Cell cell;
        cell.text = text_of(ui, texts, field, row);
        all.push_back(std::move(cell));
    }
    return all;
}

}  // namespace look
