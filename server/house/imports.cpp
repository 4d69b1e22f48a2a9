#include "server/house/imports.hpp"

#include <algorithm>
#include <deque>

#include "server/outside.hpp"
#include "shared/imports/check.hpp"
#include "shared/imports/decode.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/world/edit_rows.hpp"
#include "shared/world/refused_item.hpp"

namespace server {
namespace {

constexpr std::size_t most_bytes = 200'000;  // of the rows of one command

http::Fault refused_with(int status, std::string_view rule) {
    http::Fault fault;
    fault.status = status;
    fault.rule = rule;
    return fault;
}

std::string cut(std::string const& text) {
    std::string_view left = text;
    for (std::size_t i = 0; i < 200 && !left.empty(); ++i) base::next_code_point(left);
    return text.substr(0, text.size() - left.size());
}

}  // namespace

// One file.
class Imports::Run {
public:
    Run(Imports const& imports, ImportedTable const& table, base::Id128 act)
        : imports_(imports),
          table_(table),
          row_(*table.list->inner),
          lookups_(imports.pool_, imports.looked_up_) {
        said_.act = act;
    }

    // Whether there are rows to go on with: to be taken in if nothing is wrong with any.
    bool check(std::string body);
    bool is_good() const { return said_.there_are == 0; }
    // All rows that are not wrong, without changing anything.
    std::optional<http::Fault> rehearse(http::Call const& call);
    std::optional<http::Fault> take(http::Call const& call);
    tables::Imported said() { return std::move(said_); }

private:
    using Rows = std::vector<std::size_t>;
    using Left = std::deque<std::size_t>;
    using Wishes = ImportedTable::Wishes;
    // Whether it is to go on, or why not.
    using Step = std::variant<bool, http::Fault>;
    using Act = std::function<Step(Rows const&, Wishes const&, Left&)>;
    std::optional<http::Fault> each_command(http::Call const& call, Act const& act);
    ImportedTable::Asking asking(http::Call const& call) const;
    void tell(imports::Problems const& problems);
    void tell(std::size_t row, std::string_view rule, std::vector<base::Argument> arguments);
    bool read(std::string body);
    imports::Lookups lookups();
    void look_up();
    void count();
    Left to_do() const;
    Rows next_rows(Left& left);
    Wishes wishes_of(Rows const& rows);
    // Of those that were decided together; whether it is to go on.
    bool hear(ImportedTable::Rehearsed said, Rows const& rows);

    Imports const& imports_;
    ImportedTable const& table_;
    base::TypeInfo const& row_;
    ImportLookups lookups_;
    imports::Sheet sheet_;
    imports::Mapping mapping_;
    std::shared_ptr<void> scratch_, wishes_;
    std::unique_ptr<imports::Check> check_;
    std::vector<base::Id128> marks_;
    tables::Imported said_;
};

void Imports::Run::tell(imports::Problems const& problems) {
    said_.there_are += static_cast<std::int64_t>(problems.count());
    for (auto const& problem : problems.all()) {
        if (said_.problems.size() == tables::Imported::most_problems) return;
        auto& told = said_.problems.emplace_back();
        told.row = problem.row;
        told.line = problem.line;
        told.column = problem.column;
        told.rule = problem.rule;
        told.arguments = problem.arguments;
        told.at = problem.at;
        if (problem.column == 0 || problem.column > sheet_.columns.size()) continue;
        told.name = cut(sheet_.columns[problem.column - 1]);
        auto const row = sheet_.row_at(problem.row);
        if (row < sheet_.rows() && sheet_.number(row) == problem.row)
            told.value = sheet_.shown(row, problem.column - 1);
    }
}

void Imports::Run::tell(std::size_t row, std::string_view rule,
                        std::vector<base::Argument> arguments) {
    imports::Problems one;
    one.add({sheet_.number(row), sheet_.line(row), 0, std::string(rule), std::move(arguments), {}});
    tell(one);
}

bool Imports::Run::read(std::string body) {
    auto decoded = imports::decode(std::move(body));
    if (!decoded.problems.empty()) {
        tell(decoded.problems);
        return false;
    }
    sheet_ = imports::read_sheet(std::move(decoded.text));
    mapping_ = imports::map_columns(sheet_, row_, [this](base::FieldInfo const& field) {
        return imports_.words_.of_field(table_.name, field.name);
    });
    for (auto const column : imports::unmapped(mapping_))
        if (said_.ignored.size() < imports::most_columns)
            said_.ignored.push_back(cut(sheet_.columns[column]));
    auto const wrong = imports::problems_of(mapping_, sheet_);
    if (sheet_.rows() > 0 && wrong.empty()) return true;
    if (sheet_.rows() == 0) tell(sheet_.problems);
    if (!sheet_.columns.empty()) tell(wrong);
    return false;
}

imports::Lookups Imports::Run::lookups() {
    imports::Lookups all;
    all.refer = [this](std::string_view table, std::string_view name) {
        return lookups_.known().refer(table, name);
    };
    all.existing = [this](base::FieldInfo const& key, std::string_view value) {
        return lookups_.known().existing(key, value);
    };
    all.new_id = [this](std::size_t row) {
        return marks_[row].is_none() ? fresh_id() : marks_[row];
    };
    all.option_words = [this](std::string_view option) {
        return imports_.words_.of_option(option);
    };
    return all;
}

void Imports::Run::look_up() {
    using imports::Stage;
    auto const all = std::max<std::size_t>(1, sheet_.rows());
    auto const go_to = [&](Stage stage) {
        while (check_->stage() != stage) check_->step(all);
    };
    go_to(Stage::keys);
    lookups_.ask_names(check_->names());
    go_to(Stage::identities);
    marks_ = imports::marks_of(*check_, sheet_, mapping_);
    for (auto const place : imports::keys_of(row_))
        lookups_.ask_keys(table_, row_.fields[static_cast<std::size_t>(place)],
                          imports::wanted_of(*check_, sheet_, mapping_, place, marks_));
    go_to(Stage::done);
}

void Imports::Run::count() {
    using imports::Action;
    auto const of = [&](Action action) { return static_cast<std::int64_t>(check_->count(action)); };
    said_.added = of(Action::add);
    said_.changed = of(Action::change);
    said_.same = of(Action::same);
    said_.wrong = of(Action::wrong);
}

bool Imports::Run::check(std::string body) {
    if (!read(std::move(body))) return false;
    scratch_ = table_.make_list();
    check_ =
        std::make_unique<imports::Check>(sheet_, mapping_, *table_.list, scratch_.get(), lookups());
    look_up();
    count();
    tell(check_->problems());
    if (!table_.comes_and_goes)
        for (std::size_t row = 0; row < sheet_.rows(); ++row)
            if (check_->action(row) == imports::Action::add) tell(row, "rows-kept", {});
    return true;
}

// Where rows are kept, those that would come were told of.
Imports::Run::Left Imports::Run::to_do() const {
    using imports::Action;
    Left rows;
    for (std::size_t row = 0; row < sheet_.rows(); ++row) {
        auto const action = check_->action(row);
        if (action == Action::change || (action == Action::add && table_.comes_and_goes))
            rows.push_back(row);
    }
    return rows;
}

// As many as one command takes, the rows of which are in `wishes_`.
Imports::Run::Rows Imports::Run::next_rows(Left& left) {
    Rows rows;
    std::size_t bytes = 0;
    auto const most = static_cast<std::size_t>(world::most_at_once);
    wishes_ = table_.make_list();
    table_.list->list->clear_for(wishes_.get(), most);
    while (!left.empty() && rows.size() < most) {
        auto const row = left.front();
        auto const* before = check_->before(row);
        auto const size = check_->bytes(row).size() +
                          (before ? wire::to_bytes(row_, before).size() : std::size_t{0});
        if (!rows.empty() && bytes + size > most_bytes) break;
        bytes += size;
        wire::from_bytes(check_->bytes(row), row_, table_.list->list->add(wishes_.get()));
        rows.push_back(row);
        left.pop_front();
    }
    return rows;
}

Imports::Run::Wishes Imports::Run::wishes_of(Rows const& rows) {
    Wishes wishes;
    base::each_item(*table_.list, wishes_.get(), [&](void const* after) {
        wishes.push_back({check_->before(rows[wishes.size()]), after});
    });
    return wishes;
}

ImportedTable::Asking Imports::Run::asking(http::Call const& call) const {
    return {syncing::actor_of(call), fresh_id(), 0, said_.act};
}

bool Imports::Run::hear(ImportedTable::Rehearsed said, Rows const& rows) {
    if (said.whole) {  // the next command would be refused by the same
        imports::Problems whole;
        whole.add({0, 0, 0, said.whole->reason, said.whole->arguments, {}});
        tell(whole);
        return false;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& refusal = said.rows[i];
        if (!refusal) continue;
        // Which of some it was is said by its own number.
        std::erase_if(refusal->arguments, [](auto const& one) { return one.name == "item"; });
        tell(rows[i], refusal->reason, refusal->arguments);
    }
    return true;
}

std::optional<http::Fault> Imports::Run::each_command(http::Call const& call, Act const& act) {
    auto left = to_do();
    while (!left.empty()) {
        if (imports_.stopping_) return refused_with(503, "busy");
        if (!imports_.may_ask_(*call.who)) return http::forbidden("administrators-only");
        auto const rows = next_rows(left);
        auto step = act(rows, wishes_of(rows), left);
        if (auto* fault = std::get_if<http::Fault>(&step)) return std::move(*fault);
        if (!std::get<bool>(step)) break;
    }
    return std::nullopt;
}

std::optional<http::Fault> Imports::Run::rehearse(http::Call const& call) {
    auto const decide = table_.rehearse(asking(call));
    return each_command(call, [&](Rows const& rows, Wishes const& wishes, Left&) -> Step {
        return hear(decide(wishes), rows);
    });
}

std::optional<http::Fault> Imports::Run::take(http::Call const& call) {
    auto asking = this->asking(call);
    return each_command(call, [&](Rows const& rows, Wishes const& wishes, Left& left) -> Step {
        ++asking.number;
        auto const answered = table_.edit(asking, wishes);
        if (auto const* fault = std::get_if<http::Fault>(&answered)) return *fault;
        auto const& answer = std::get<world::Answer>(answered);
        if (answer.outcome == world::Outcome::accepted) {
            said_.done += static_cast<std::int64_t>(rows.size());
            return true;
        }
        auto const refusal = answer.refusal.value_or(base::Refusal{"unexpected", {}});
        auto const item = world::refused_item(refusal, rows.size());
        if (!item) return hear({refusal, {}}, rows);
        // All of them that are refused; those that were in one command with them go without them.
        auto said = table_.rehearse(asking)(wishes);
        auto const is_refused = [](auto const& one) { return one.has_value(); };
        if (said.whole || std::none_of(said.rows.begin(), said.rows.end(), is_refused)) {
            said = {std::nullopt, std::vector<std::optional<base::Refusal>>(rows.size())};
            said.rows[*item] = refusal;
        }
        for (auto i = rows.size(); i-- > 0;)
            if (!said.rows[i]) left.push_front(rows[i]);
        return hear(std::move(said), rows);
    });
}

// ---- who asks

Imports::Imports(database::Pool& pool, http::Floods const& floods, MayAsk may_ask, Log const& log)
    : pool_(pool),
      floods_(floods),
      may_ask_(std::move(may_ask)),
      log_(log),
      workers_({1, 16, 4}, http::Log(log)) {}

void Imports::add(ImportedTable table) {
    looked_up_.push_back(table);
    tables_.push_back(std::move(table));
}

void Imports::bind(http::Routes& routes) {
    routes.bind_bytes_waiting<tables::ImportRows>(
        [this](Asked const& asked, http::Call& call, http::ResponderPtr& responder) {
            return answer(asked, call, responder);
        });
}

void Imports::stop() {
    stopping_ = true;
    workers_.stop();
}

std::optional<http::Reply> Imports::answer(Asked const& asked, http::Call& call,
                                           http::ResponderPtr& responder) {
    if (auto fault = floods_.refuse(http::of_each_person<tables::ImportRows>(), 1, call))
        return call.reply(*fault);
    auto const table = std::find_if(tables_.begin(), tables_.end(),
                                    [&](auto const& one) { return one.name == asked.table; });
    if (table == tables_.end()) return call.reply(refused_with(404, ""));
    if (!table->edit) return call.reply(refused_with(409, table->kept));
    auto body = std::exchange(call.request.body, {});
    auto request = call.request;
    request.body = std::move(body);
    workers_.answer(std::move(request), std::move(responder),
                    [this, &table = *table, asked, call](http::Request& own, http::ResponderPtr&) {
                        return std::optional(http::or_unavailable<Answer>(log_, own.id, [&] {
                                                 return take(table, asked, call,
                                                             std::move(own.body));
                                             }).reply(call));
                    });
    return std::nullopt;
}

Imports::Answer Imports::take(ImportedTable const& table, Asked const& asked,
                              http::Call const& call, std::string body) const {
    Run run(*this, table, asked.act.is_none() ? fresh_id() : asked.act);
    if (!run.check(std::move(body))) return run.said();
    auto fault = asked.dry_run || !run.is_good() ? run.rehearse(call) : run.take(call);
    if (fault) return std::move(*fault);
    return run.said();
}

}  // namespace server
