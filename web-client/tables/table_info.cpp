#include "web-client/tables/table_info.hpp"

#include <algorithm>

#include "shared/tables.hpp"

namespace tables {

namespace {

template <class Domain>
using Edits = world::EditRows<typename Domain::Name, typename Domain::Row>;

template <class Domain>
std::shared_ptr<void> begin_edits(base::Id128 act) {
    return std::make_shared<Edits<Domain>>(Edits<Domain>{act, {}});
}
template <class Domain>
std::optional<base::Refusal> want_edits(client::Account& account, void const* edits) {
    return account.want(typename Domain::Command(base::as<Edits<Domain>>(edits)));
}
template <class Domain>
Fates fates_of(client::Account const& account, base::Id128 act) {
    Fates fates;
    auto const& replica = account.of<Domain>();
    // The first edit of a command of this act.
    auto const first_of = [&](typename Domain::Command const& command) {
        auto const* edits = std::get_if<Edits<Domain>>(&command);
        bool const of_it = edits && edits->act == act && !edits->rows.empty();
        return of_it ? edits->rows[0].edit.value : base::Id128();
    };
    for (auto const& pending : replica.mind().pending()) {
        auto const at = replica.outbox().find(pending.number);
        bool const taken = at != replica.outbox().end() && at->second.accepted;
        if (!taken) fates.waiting.insert(first_of(pending.command));
    }
    for (auto const& [key, returned] : replica.tray())
        fates.returned.try_emplace(first_of(returned.command),
                                   Fates::Returned{key, returned.refusal});
    return fates;
}

template <class Domain, class Row>
void add_edit(void* edits, base::Id128 edit, void const* before, void const* after) {
    auto& row = base::as<Edits<Domain>>(edits).rows.emplace_back();
    row.edit = {edit};
    if (before) row.before = base::as<Row>(before);
    if (after) row.after = base::as<Row>(after);
}

// Of whatever is listed as a table.
template <class List>
TableInfo info_of() {
    using Row = typename List::Row;
    TableInfo info(client::called<List>());
    info.name = Row::type_name;
    info.domain = List::tag;
    info.row = &base::type_of<Row>();
    info.page = &base::type_of<world::TablePage<Row>>();
    info.make_page = []() -> std::shared_ptr<void> {
        return std::make_shared<world::TablePage<Row>>();
    };
    info.make = []() -> std::shared_ptr<void> { return std::make_shared<Row>(); };
    info.copy = [](void const* row) -> std::shared_ptr<void> {
        return std::make_shared<Row>(base::as<Row>(row));
    };
    info.kept = world::why_kept<Row>();
    return info;
}
template <class Domain, class Row>
TableInfo info_of_domain() {
    auto info = info_of<world::ListTable<Domain, Row>>();
    info.undo.emplace(client::called<world::UndoAct<Domain>>());
    info.edits = world::Edit<typename Domain::Name>::type_name;
    if constexpr (Row::editing != world::Editing::nothing) {
        info.edited = true;
        info.comes_and_goes = Row::editing == world::Editing::rows;
        info.begin_edits = &begin_edits<Domain>;
        info.add_edit = &add_edit<Domain, Row>;
        info.want = &want_edits<Domain>;
        info.fates = &fates_of<Domain>;
    }
    return info;
}

}  // namespace

std::vector<TableInfo> every_table() {
    std::vector<TableInfo> all;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
            all.push_back(info_of_domain<Domain, Row>());
        });
    });
    each_own_row(
        [&]<class Row>(std::type_identity<Row>) { all.push_back(info_of<ListOwn<Row>>()); });
    return all;
}

std::optional<base::Refusal> want(platform::Platform& platform, client::Account& account,
                                  std::vector<Wish> const& wishes) {
    auto const act = client::new_id(platform);
    constexpr auto most = static_cast<std::size_t>(world::most_at_once);
    for (std::size_t from = 0; from < wishes.size(); from += most) {
        auto const edits = wishes[from].table->begin_edits(act);
        for (auto i = from; i < std::min(wishes.size(), from + most); ++i)
            wishes[i].table->add_edit(edits.get(), client::new_id(platform), wishes[i].before.get(),
                                      wishes[i].after.get());
        if (auto refusal = wishes[from].table->want(account, edits.get())) return refusal;
    }
    return std::nullopt;
}

PageParts parts_of(TableInfo const& table, void* page) {
    PageParts parts;
    for (auto const& field : table.page->fields) {
        void* const value = field.member(page);
        if (field.name == "rows") {
            parts.rows = field.type;
            parts.list = value;
        } else if (field.name == "total") {
            parts.total = base::as<std::int64_t>(value);
        } else if (field.name == "there_are_more") {
            parts.there_are_more = base::as<bool>(value);
        } else if (field.name == "next") {
            parts.next = base::as<std::string>(value);
        }
    }
    return parts;
}

base::TypeInfo const& held_type(base::FieldInfo const& field) {
    return field.type->kind == base::Kind::optional ? *field.type->inner : *field.type;
}

void put_id(base::FieldInfo const& field, void* row, base::Id128 id) {
    void* value = field.member(row);
    if (field.type->kind == base::Kind::optional) value = field.type->optional->emplace(value);
    base::as<base::Id128>(value) = id;
}

base::FieldInfo const* field_named(base::TypeInfo const& row, std::string_view name) {
    for (auto const& field : row.fields)
        if (field.name == name) return &field;
    return nullptr;
}

base::Id128 id_of(base::TypeInfo const& row, void const* value) {
    auto const* id = field_named(row, "id");
    return id ? base::as<base::Id128>(id->of(value)) : base::Id128{};
}

}  // namespace tables
