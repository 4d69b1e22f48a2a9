// What the client knows of each table, of the domains and of the server: by it whatever is shown,
// none of which knows the type of a row.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/describe.hpp"
#include "web-client/sync/account.hpp"

namespace tables {

// What has become of the commands of one act, each by the first edit in it. What is in neither was
// taken.
struct Fates {
    struct Returned {
        std::string tray;  // the key of what was not taken
        base::Refusal refusal;
    };
    std::set<base::Id128> waiting;
    std::map<base::Id128, Returned> returned;
};

struct TableInfo {
    explicit TableInfo(client::Called answers) : list(answers) {}

    client::Called list;                   // what answers its pages
    std::optional<client::Called> undo{};  // …and takes back what was done by hand in its domain
    std::string_view name{};               // "accounts.person"
    std::string_view domain{};             // "accounts"; "server": of none
    base::TypeInfo const* row = nullptr;
    base::TypeInfo const* page = nullptr;
    std::shared_ptr<void> (*make_page)() = nullptr;  // an empty one
    std::string_view edits{};                        // the table of its history; empty: none
    std::string_view kept{};                         // the rule by which nobody edits it
    bool edited = false;                             // rows can be changed by hand…
    bool comes_and_goes = false;                     // …added, and erased
    std::shared_ptr<void> (*make)() = nullptr;       // a row
    std::shared_ptr<void> (*copy)(void const* row) = nullptr;
    // The command of the domain that edits rows: an empty one, another row of it with the new
    // entry's id, and asking for it; why not. Null where nothing is edited.
    std::shared_ptr<void> (*begin_edits)(base::Id128 act) = nullptr;
    void (*add_edit)(void* edits, base::Id128 edit, void const* before,
                     void const* after) = nullptr;
    std::optional<base::Refusal> (*want)(client::Account& account, void const* edits) = nullptr;
    Fates (*fates)(client::Account const& account, base::Id128 act) = nullptr;
};

// What one row shall become.
struct Wish {
    TableInfo const* table;
    std::shared_ptr<void> before, after;  // null: it is added, or erased
};
// Asks for all of it as one act, in as many commands as that takes; all are of one domain. Why not.
std::optional<base::Refusal> want(platform::Platform& platform, client::Account& account,
                                  std::vector<Wish> const& wishes);

// All of them, in the order of their domains, and then the server's own. Valid for ever.
std::vector<TableInfo> every_table();

// What a page has, by the names of its fields (shared/world/every_table.hpp).
struct PageParts {
    base::TypeInfo const* rows = nullptr;  // the type of the list
    void* list = nullptr;
    std::int64_t total = 0;
    bool there_are_more = false;
    std::string next;
};
PageParts parts_of(TableInfo const& table, void* page);

// Of a field, also where it may be empty.
base::TypeInfo const& held_type(base::FieldInfo const& field);
base::FieldInfo const* field_named(base::TypeInfo const& row, std::string_view name);
base::Id128 id_of(base::TypeInfo const& row, void const* value);
// Into a field that refers to a row, also where it may be empty.
void put_id(base::FieldInfo const& field, void* row, base::Id128 id);

}  // namespace tables
