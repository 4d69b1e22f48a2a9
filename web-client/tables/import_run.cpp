#include "web-client/tables/import_run.hpp"

#include <algorithm>
#include <utility>

#include "shared/wire/bytes.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

constexpr int frame_ms = 8;  // of work in one frame
constexpr std::size_t rows_at_once = 200;

// What it is called in every language.
template <class Say>
std::vector<std::string> in_all_languages(Say const& say) {
    std::vector<std::string> names;
    for (auto const language : {words::Language::english, words::Language::russian})
        names.push_back(say(words::Words(language)));
    return names;
}

imports::FieldNames field_names(std::string_view table) {
    return [table](base::FieldInfo const& field) {
        return in_all_languages(
            [&](words::Words const& words) { return field_in_words(words, table, field.name); });
    };
}

}  // namespace

void ImportRun::begin(TableInfo const& table) {
    table_ = &table;
    stage_ = Stage::nothing;
    check_.reset();
    reader_.reset();
    sheet_ = {};
    mapping_ = {};
    file_problems_ = {};
    lookups_.begin(table);
    rehearsal_.end();
    refused_.clear();
}

void ImportRun::take(std::string name, std::string bytes, bool pasted) {
    begin(*table_);
    name_ = std::move(name);
    pasted_ = pasted;
    auto decoded = imports::decode(std::move(bytes));
    encoding_ = decoded.encoding;
    file_problems_ = std::move(decoded.problems);
    stage_ = Stage::reading;
    if (!file_problems_.empty())
        stage_ = Stage::mapping;
    else
        reader_.emplace(std::move(decoded.text));
    around_.platform.wake();
}

void ImportRun::take_sheet() {
    sheet_ = reader_->take();
    reader_.reset();
    mapping_ = imports::map_columns(sheet_, *table_->row, field_names(table_->name));
    if (sheet_.rows() == 0) file_problems_ = sheet_.problems;
    stage_ = Stage::mapping;
}

imports::Problems ImportRun::mapping_problems() const {
    return imports::problems_of(mapping_, sheet_);
}

double ImportRun::progress() const {
    if (stage_ == Stage::reading) return reader_->progress();
    return check_ ? check_->progress() : 0;
}

void ImportRun::work() {
    if (stage_ != Stage::reading && stage_ != Stage::checking) return;
    auto const begun = around_.platform.steady_ms();
    do {
        if (stage_ == Stage::reading) {
            if (reader_->step(rows_at_once)) take_sheet();
        } else if (stage_ == Stage::checking) {
            if (!look_up()) return;  // the answer wakes
            if (!check_->done())
                check_->step(rows_at_once);
            else if (rehearse())
                take_checked();
            else if (rehearsal_.is_sent())
                return;
        } else {
            break;
        }
    } while (around_.platform.steady_ms() - begun < frame_ms);
    around_.platform.wake();
}

// False: an answer is awaited.
bool ImportRun::look_up() {
    if (check_->stage() == imports::Stage::keys && !names_asked_) {
        names_asked_ = true;
        lookups_.ask_names(check_->names());
    }
    if (check_->stage() == imports::Stage::identities && !keys_asked_) {
        keys_asked_ = true;
        marks_ = imports::marks_of(*check_, sheet_, mapping_);
        for (auto const place : imports::keys_of(*table_->row))
            lookups_.ask_keys(table_->row->fields[static_cast<std::size_t>(place)],
                              imports::wanted_of(*check_, sheet_, mapping_, place, marks_));
    }
    return !lookups_.is_asking();
}

// False: it is not over.
bool ImportRun::rehearse() {
    // While cells are put right one by one, it is asked again behind the last of them.
    if (!std::exchange(rehearsed_, true) && (anew_ || check_->count(imports::Action::wrong) == 0))
        rehearsal_.begin(*table_, to_send(), [this](std::size_t row, void* into) {
            wire::from_bytes(check_->bytes(row), *table_->row, into);
        });
    rehearsal_.step(rows_at_once);
    return !rehearsal_.is_under_way();
}

void ImportRun::take_checked() {
    stage_ = Stage::checked;
    problems_ = check_->problems();
    for (auto const& refused : rehearsal_.refused()) {
        problems_.add(problem_of(refused));
        if (refused.row) refused_.insert(*refused.row);
    }
}

// As it is told of the file, which has its own rows and columns.
imports::Problem ImportRun::problem_of(ImportRehearsal::Refused const& refused) const {
    auto const& said = refused.problem;
    imports::Problem problem{0, 0, 0, said.rule, said.arguments, said.at};
    if (!refused.row) return problem;
    problem.row = sheet_.number(*refused.row);
    problem.line = sheet_.line(*refused.row);
    for (std::size_t i = 0; i < mapping_.columns.size(); ++i)
        if (mapping_.columns[i].field >= 0 && said.column > 0 &&
            imports::name_of(*table_->row, mapping_.columns[i]) == said.name)
            problem.column = static_cast<std::uint32_t>(i) + 1;
    return problem;
}

imports::Action ImportRun::action(std::size_t row) const {
    return refused_.count(row) != 0 ? imports::Action::wrong : check_->action(row);
}

std::size_t ImportRun::count(imports::Action action) const {
    auto count = check_->count(action);
    for (auto const row : refused_) {
        if (action == imports::Action::wrong) ++count;
        if (action == check_->action(row)) --count;
    }
    return count;
}

imports::Lookups ImportRun::lookups() {
    imports::Lookups all;
    all.refer = [this](std::string_view table, std::string_view name) {
        return lookups_.known().refer(table, name);
    };
    all.existing = [this](base::FieldInfo const& key, std::string_view value) {
        return lookups_.known().existing(key, value);
    };
    all.new_id = [this](std::size_t row) {
        return marks_[row].is_none() ? client::new_id(around_.platform) : marks_[row];
    };
    all.option_words = [](std::string_view option) {
        return in_all_languages(
            [&](words::Words const& words) { return option_in_words(words, option); });
    };
    return all;
}

void ImportRun::map(std::size_t column, imports::Target target) {
    mapping_.columns[column] = target;
    check_.reset();
    stage_ = Stage::mapping;
}

void ImportRun::put(std::size_t row, std::size_t column, std::string const& text) {
    if (!sheet_.has(row, column)) return;
    sheet_.put(row, column, text);
    rehearsal_.forget(row);
    check(false);
}

void ImportRun::check(bool anew) {
    if (anew) {
        lookups_.begin(*table_);
        rehearsal_.end();
    }
    names_asked_ = keys_asked_ = rehearsed_ = false;
    refused_.clear();
    anew_ = anew;
    ++checks_;
    scratch_ = table_->make_page();
    auto const parts = parts_of(*table_, scratch_.get());
    check_ = std::make_unique<imports::Check>(sheet_, mapping_, *parts.rows, parts.list, lookups());
    stage_ = Stage::checking;
    around_.platform.wake();
}

Wish ImportRun::wish(std::size_t row) const {
    Wish wish{table_, nullptr, table_->make()};
    wire::from_bytes(check_->bytes(row), *table_->row, wish.after.get());
    if (auto const* before = check_->before(row)) wish.before = table_->copy(before);
    return wish;
}

std::vector<std::size_t> ImportRun::to_send() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < sheet_.rows(); ++row)
        if (action(row) == imports::Action::change ||
            (action(row) == imports::Action::add && table_->comes_and_goes))
            rows.push_back(row);
    return rows;
}

}  // namespace tables
