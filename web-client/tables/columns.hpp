// Which fields of a table stand in its list and in what is saved of it, and in which order.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/house/surroundings.hpp"
#include "web-client/tables/table_info.hpp"

namespace tables {

using Columns = std::vector<std::string>;  // names of fields, in their order; none: the usual

// By what a row is known, and which is therefore always there: its name, or the first that says
// something.
std::string_view key_column(base::TypeInfo const& row);
// What people may look at, in the order of the description.
Columns every_column(base::TypeInfo const& row);
// …of which are shown where nobody has chosen: all but the row's own id.
Columns usual_columns(base::TypeInfo const& row);
// Those of the wish that there are, each once, and the key before them where it is missing; none
// where nothing is left to choose.
Columns judged_columns(base::TypeInfo const& row, Columns const& wished);

// A row of which only these fields are told: whatever is made of a description is made of them.
class PartOfRow {
public:
    PartOfRow(base::TypeInfo const& row, Columns const& columns);
    PartOfRow(PartOfRow const&) = delete;
    PartOfRow& operator=(PartOfRow const&) = delete;
    base::TypeInfo const& type() const { return type_; }

private:
    std::vector<base::FieldInfo> fields_;
    base::TypeInfo type_;
};

// What is done to the columns of a place by the dialog.
Columns with_column(base::TypeInfo const& row, Columns const& columns, std::string_view name,
                    bool there);
// By one place, to the front or to the end.
Columns moved_column(Columns columns, std::string_view name, bool to_front);

// Chooses them, and the list follows at once.
class ColumnsDialog {
public:
    using Wanted = std::function<void(Columns columns)>;
    ColumnsDialog(house::Surroundings const& around, Wanted wanted)
        : around_(around), wanted_(std::move(wanted)) {}

    void open();
    void close() { open_ = false; }
    bool is_open() const { return open_; }
    void frame(look::Ui& ui, TableInfo const& table, Columns const& columns);

private:
    void one(look::Ui& ui, TableInfo const& table, Columns const& columns, std::string_view name,
             bool there, Columns& next);

    house::Surroundings around_;
    Wanted wanted_;
    bool open_ = false;
};

}  // namespace tables
