// Files of rows that scripts send (shared/imports_api.hpp): read and judged as the client does it,
// and then taken in as the commands that edit rows, a hundred at a time, all of one act. What was
// taken in is found again by what it says, so that the same file once more goes on where the one
// before was broken off, and makes nothing twice. A dry run decides the same commands and carries
// out none.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/house/field_words.hpp"
#include "server/house/import_lookups.hpp"
#include "server/http/bind.hpp"
#include "server/http/floods.hpp"
#include "server/http/workers.hpp"
#include "server/sync/commands.hpp"
#include "shared/imports_api.hpp"

namespace server {

// A row as it was seen, or null, and as it shall be.
struct RowWish {
    void const* before = nullptr;
    void const* after = nullptr;
};

struct ImportedTable : LookedUp {
    std::string_view kept{};  // the rule by which nobody edits it
    bool comes_and_goes = false;
    // Who asks, and as which command of which client.
    struct Asking {
        syncing::Actor actor;
        base::Id128 client;
        std::int64_t number = 0;
        base::Id128 act;
    };
    using Answered = std::variant<world::Answer, http::Fault>;
    using Wishes = std::vector<RowWish>;
    std::function<Answered(Asking const&, Wishes const&)> edit{};
    // What would refuse each of these rows, or all of them, as if those were there by now that it
    // has not refused before. Nothing is written.
    struct Rehearsed {
        std::optional<base::Refusal> whole{};
        std::vector<std::optional<base::Refusal>> rows{};
    };
    using Rehearse = std::function<Rehearsed(Wishes const&)>;
    std::function<Rehearse(Asking const&)> rehearse{};
};

class Imports {
public:
    // Asked before each command: an administrator's right may be taken meanwhile.
    using MayAsk = std::function<bool(http::Identity const&)>;
    Imports(database::Pool& pool, http::Floods const& floods, MayAsk may_ask, Log const& log);

    // All of them, before anything is asked for.
    void add(ImportedTable table);
    void bind(http::Routes& routes);
    void stop();  // what goes on is broken off behind the command that runs

private:
    using Asked = tables::ImportRows::Request;
    using Answer = http::Outcome<tables::Imported>;
    class Run;
    std::optional<http::Reply> answer(Asked const& asked, http::Call& call,
                                      http::ResponderPtr& responder);
    Answer take(ImportedTable const& table, Asked const& asked, http::Call const& call,
                std::string body) const;

    database::Pool& pool_;
    http::Floods const& floods_;
    MayAsk const may_ask_;
    Log const log_;
    FieldWords const words_;
    std::vector<ImportedTable> tables_;
    std::vector<LookedUp> looked_up_;
    std::atomic<bool> stopping_{false};
    http::Workers workers_;  // ends first
};

}  // namespace server
