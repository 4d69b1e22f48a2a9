// What is there already, for a file that is taken in: asked of the database, many values at once.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/database/pool.hpp"
#include "shared/imports/known.hpp"

namespace server {

// A table whose rows may be named by others, or be there already.
struct LookedUp {
    std::string_view name{};  // "accounts.person"
    base::TypeInfo const* list = nullptr;
    std::shared_ptr<void> (*make_list)() = nullptr;
};

class ImportLookups {
public:
    static constexpr std::size_t values_at_once = 500;

    ImportLookups(database::Pool& pool, std::vector<LookedUp> const& tables)
        : pool_(pool), tables_(tables) {}

    void ask_names(std::set<std::pair<std::string, std::string>> const& names);
    void ask_keys(LookedUp const& table, base::FieldInfo const& key,
                  std::vector<std::string> const& values);
    imports::Known const& known() const { return known_; }

private:
    template <class Take>
    void ask(LookedUp const& table, base::FieldInfo const& field, std::set<std::string> values,
             Take&& take);

    database::Pool& pool_;
    std::vector<LookedUp> const& tables_;
    imports::Known known_;
    std::vector<std::shared_ptr<void>> rows_;  // in which what is known stands
};

}  // namespace server
