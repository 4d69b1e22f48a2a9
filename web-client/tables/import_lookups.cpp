#include "web-client/tables/import_lookups.hpp"

#include <cctype>

#include "shared/base/text.hpp"
#include "shared/wire/list.hpp"
#include "web-client/tables/filter_of.hpp"

namespace tables {
namespace {

// Of one filter; more would not fit into the line of a request.
constexpr std::size_t most_values = 100, most_bytes = 6'000, longest_value = 200;

std::string at(std::string_view of, std::string_view name) {
    return std::string(of) + "\n" + std::string(name);
}

// In the address of a request.
std::size_t bytes_of(std::string_view value) {
    std::size_t bytes = 3;  // a comma
    for (char const c : value)
        bytes += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? 1 : 3;
    return bytes;
}

}  // namespace

void ImportLookups::begin(TableInfo const& table) {
    table_ = &table;
    questions_.clear();
    under_way_ = false;
    ++turn_;
    failure_.reset();
    asked_.clear();
    known_.clear();
    pages_.clear();
}

void ImportLookups::add(TableInfo const& table, base::FieldInfo const& field, std::string value,
                        bool of_keys) {
    if (value.empty() || base::code_points(value) > longest_value) return;  // no row has it
    auto const fits = [&](Question const& question) {
        return question.table == &table && question.field == &field &&
               question.of_keys == of_keys && question.after.empty() &&
               question.values.size() < most_values &&
               question.bytes + bytes_of(value) < most_bytes;
    };
    bool const is_asked = under_way_ && questions_.size() == 1;
    if (questions_.empty() || is_asked || !fits(questions_.back()))
        questions_.push_back({&table, &field, {}, 0, of_keys, {}});
    questions_.back().bytes += bytes_of(value);
    questions_.back().values.push_back(std::move(value));
}

void ImportLookups::ask_names(std::set<std::pair<std::string, std::string>> const& names) {
    // They come by table; by field, so that questions are full.
    for (auto const& table : tables_) {
        std::vector<std::string> wanted;
        for (auto const& name : names)
            if (name.first == table.name && asked_.insert(at(name.first, name.second)).second)
                wanted.push_back(name.second);
        for (auto const* field : imports::called_by(*table.row))
            for (auto const& name : wanted) add(table, *field, name, false);
    }
    go_on();
}

void ImportLookups::ask_keys(base::FieldInfo const& key, std::vector<std::string> const& values) {
    for (auto const& value : values)
        if (!value.empty() && asked_.insert(at(key.name, value)).second)
            add(*table_, key, value, true);
    go_on();
}

void ImportLookups::go_on() {
    if (under_way_ || questions_.empty()) return;
    under_way_ = true;
    failure_.reset();
    auto const& question = questions_.front();
    wire::ListRequest request;
    request.limit = 200;
    request.after = question.after;
    std::string values;
    for (auto const& value : question.values)
        values += (values.empty() ? "" : ",") + escaped_value(value);
    auto const page = question.table->make_page();
    around_.api.call(
        question.table->list, &request,
        {{"filter[" + std::string(question.field->name) + "]", values}},
        {*question.table->page, page},
        alive_.guard([this, page, turn = turn_](std::optional<client::Failure> const& failure) {
            if (turn != turn_) return;
            under_way_ = false;
            around_.platform.wake();
            failure_ = failure;
            if (failure) return;
            auto& answered = questions_.front();
            take(answered, page);
            answered.after = parts_of(*answered.table, page.get()).next;
            if (answered.after.empty()) questions_.pop_front();
            go_on();
        }));
}

void ImportLookups::take(Question const& question, std::shared_ptr<void> const& page) {
    auto const parts = parts_of(*question.table, page.get());
    if (!question.of_keys) return known_.add_called(*parts.rows, parts.list);
    pages_.push_back(page);
    known_.add_rows(*parts.rows, parts.list);
}

}  // namespace tables
