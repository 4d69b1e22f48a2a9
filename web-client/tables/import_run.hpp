// A file of rows on its way into a table, as far as it goes without changing anything: read, its
// columns mapped, all of it checked against what is there, and what has nothing wrong in itself
// decided by the server as if it were taken in. Some rows in each frame.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/imports/check.hpp"
#include "shared/imports/decode.hpp"
#include "web-client/tables/import_lookups.hpp"
#include "web-client/tables/import_rehearsal.hpp"

namespace tables {

class ImportRun {
public:
    enum class Stage : std::uint8_t { nothing, reading, mapping, checking, checked };

    ImportRun(house::Surroundings const& around, std::vector<TableInfo> const& tables)
        : around_(around), lookups_(around, tables), rehearsal_(around) {}

    void begin(TableInfo const& table);
    // `pasted`: it is text, whose encoding nobody asks about.
    void take(std::string name, std::string bytes, bool pasted);
    // A part of the work; in every frame.
    void work();

    TableInfo const* table() const { return table_; }
    Stage stage() const { return stage_; }
    std::string const& name() const { return name_; }
    bool was_pasted() const { return pasted_; }
    imports::Encoding encoding() const { return encoding_; }
    imports::Sheet const& sheet() const { return sheet_; }
    imports::Mapping const& mapping() const { return mapping_; }
    // Of the file, or of its mapping: with any of these nothing can be checked.
    imports::Problems const& file_problems() const { return file_problems_; }
    imports::Problems mapping_problems() const;
    double progress() const;

    // By hand; what was checked is to be checked again.
    void map(std::size_t column, imports::Target target);
    void put(std::size_t row, std::size_t column, std::string const& text);

    void back_to_columns() { stage_ = Stage::mapping; }

    // `anew`: what is there already is asked for again.
    void check(bool anew);
    std::optional<client::Failure> const& failure() const { return lookups_.failure(); }
    void go_on() { lookups_.go_on(); }
    // When it is checked.
    imports::Problems const& problems() const { return problems_; }
    std::size_t count(imports::Action action) const;  // rows
    // Why the server did not say what it thinks of them.
    std::optional<client::Failure> const& unrehearsed() const { return rehearsal_.failure(); }
    std::uint64_t checks() const { return checks_; }  // grows with each
    Wish wish(std::size_t row) const;
    std::vector<std::size_t> to_send() const;  // rows that can be added or changed

private:
    void take_sheet();
    bool look_up();
    bool rehearse();
    void take_checked();
    imports::Problem problem_of(ImportRehearsal::Refused const& refused) const;
    imports::Action action(std::size_t row) const;
    imports::Lookups lookups();

    house::Surroundings around_;
    ImportLookups lookups_;
    ImportRehearsal rehearsal_;
    TableInfo const* table_ = nullptr;
    Stage stage_ = Stage::nothing;
    std::string name_;
    bool pasted_ = false;
    imports::Encoding encoding_ = imports::Encoding::utf8;
    std::optional<imports::SheetReader> reader_;
    imports::Sheet sheet_;
    imports::Mapping mapping_;
    imports::Problems file_problems_;
    // The page of a list in which the check has a row for its own use.
    std::shared_ptr<void> scratch_;
    std::unique_ptr<imports::Check> check_;
    std::vector<base::Id128> marks_;  // by rows: the id of one that brings none
    std::set<std::size_t> refused_;   // rows that the server would refuse
    imports::Problems problems_;
    std::uint64_t checks_ = 0;
    bool names_asked_ = false, keys_asked_ = false, rehearsed_ = false, anew_ = false;
};

}  // namespace tables
