// A whole file against a table, before anything is sent: all rows, and all that is wrong with any
// of them, some rows at a time so that a page draws meanwhile. It asks nobody; what is there
// already, and what is called how, the caller looks up.
//
//     Check check(sheet, mapping, list, rows, lookups);
//     while (check.stage() != Stage::identities) check.step(500);
//     …look up check.names() and check.keys(), then…
//     while (!check.done()) check.step(500);
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/imports/mapping.hpp"
#include "shared/imports/problem.hpp"
#include "shared/imports/read_cell.hpp"
#include "shared/imports/sheet.hpp"

namespace imports {

// Each may be empty: then nothing is known.
struct Lookups {
    // The row of a table that is called so.
    std::function<Referred(std::string_view table, std::string_view name)> refer{};
    // The row that is there with this value of a key, as Check::keys() has it; null: none. It must
    // stay where it is until the check has gone.
    std::function<void const*(base::FieldInfo const& key, std::string_view value)> existing{};
    // For a row that is not there and brings none. Where such a row is there all the same, as of a
    // file that was taken in before, it is that one.
    std::function<base::Id128(std::size_t row)> new_id{};
    // What a value of an enumeration is called, in every language.
    std::function<std::vector<std::string>(std::string_view option)> option_words{};
};

// In this order, each over all rows: how numbers and days are written, and whom the rows name; by
// which keys they are found; which rows they are; what stands in them.
enum class Stage : std::uint8_t { figures, keys, identities, values, done };

enum class Action : std::uint8_t { wrong, add, change, same };

// The value of a key as it is compared; empty: none.
std::string plain_key(base::TypeInfo const& type, void const* value);

class Check {
public:
    // `list`: the type of a vector of the rows, of which `rows` is one, empty, for the check's own
    // use. All must live as long as the check.
    Check(Sheet const& sheet, Mapping const& mapping, base::TypeInfo const& list, void* rows,
          Lookups lookups);
    Check(Check const&) = delete;
    Check& operator=(Check const&) = delete;

    void step(std::size_t rows);  // of the stage that it is in
    Stage stage() const { return stage_; }
    bool done() const { return stage_ == Stage::done; }
    double progress() const;  // from 0 to 1

    // Behind Stage::figures: what rows of other tables are called, by table; each once.
    std::set<std::pair<std::string, std::string>> names() const;
    // Behind Stage::keys: the values of a key, by rows; empty where there is none. Texts are in
    // small letters, as they are compared.
    std::span<std::string const> keys(std::int16_t field) const;

    // When it is done.
    Problems const& problems() const { return problems_; }
    Action action(std::size_t row) const { return rows_[row].action; }
    std::size_t count(Action action) const;
    base::Id128 id(std::size_t row) const { return rows_[row].id; }
    // As it was there; null: it was not.
    void const* before(std::size_t row) const { return rows_[row].existing; }
    // As it shall be: wire/bytes of a row that is not wrong.
    std::string_view bytes(std::size_t row) const;

    // What it has done, for tests that count instead of measuring.
    struct Work {
        std::size_t cells = 0, references = 0, existing = 0;
    };
    Work const& work() const { return work_; }
    std::size_t bytes_held() const;  // beside the sheet, about

private:
    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
    static constexpr std::uint32_t several = static_cast<std::uint32_t>(-1), nobody = several - 1;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    // Names of rows of a table, and who is meant, as soon as it is asked.
    using Asked = std::unordered_map<std::string, std::optional<Referred>, Hash, std::equal_to<>>;
    struct Given {  // a field that the sheet has
        std::int16_t field = -1;
        Ways ways{};
        Asked* asked = nullptr;            // of the table that it refers to
        std::vector<std::size_t> columns;  // of its parts; no_column: left out
    };
    struct Key {
        std::int16_t field = -1;
        Given const* given = nullptr;       // null: no column has it
        std::vector<std::string> values{};  // by rows
        struct First {
            std::uint32_t row = 0;
            bool told = false;  // that there is another one
        };
        std::unordered_map<std::string_view, First> first{};  // of each value
    };
    struct Row {
        base::Id128 id{};
        void const* existing = nullptr;
        std::uint32_t begin = 0, size = 0;  // of its bytes
        Action action = Action::wrong;
        bool broken = false;
    };

    void begin_given();
    void begin_ways(Given& given);
    void look_at_figures(std::size_t row);
    void end_figures();
    void read_keys(std::size_t row);
    void read_key(std::size_t row, Key& key);
    void call(std::size_t row, std::string_view name);
    void identify(std::size_t row);
    void read_values(std::size_t row);
    void keep(std::size_t row, void const* value);
    void bar_kept(std::size_t row, void const* value);
    void miss_fields(std::size_t row);
    std::vector<CellRead>& cells_of(std::size_t row, Given const& given);
    void* empty_row();
    Referred refer(Asked& asked, std::string_view table, std::string_view name);
    Referred find(std::string_view table, std::string_view name);
    Referred in_the_file(std::string_view name) const;
    void refuse(std::size_t row, std::size_t column, std::string_view rule,
                std::vector<base::Argument> arguments = {}, std::string at = {});
    void refuse(std::size_t row, Given const& given, base::Problem problem);

    Sheet const& sheet_;
    Mapping const& mapping_;
    base::TypeInfo const& list_;
    base::TypeInfo const& type_;  // of a row
    void* scratch_;
    base::FieldInfo const* id_field_ = nullptr;
    Lookups lookups_;
    std::vector<Given> given_;
    std::vector<Key> keys_;
    std::vector<Row> rows_;
    std::string bytes_;
    std::vector<CellRead> cells_;
    std::map<std::string_view, Asked> asked_;                // by table
    std::unordered_map<std::string, std::uint32_t> called_;  // folded: which row is
    std::vector<std::uint8_t> signs_, orders_;  // by given fields: which were seen, as bits
    std::vector<std::int16_t> missed_;
    Problems problems_;
    Work work_;
    Stage stage_ = Stage::figures;
    std::size_t next_ = 0;  // row of the stage
};

}  // namespace imports
