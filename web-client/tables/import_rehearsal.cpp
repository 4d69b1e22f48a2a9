#include "web-client/tables/import_rehearsal.hpp"

#include <algorithm>
#include <utility>

#include "shared/wire/json.hpp"

namespace tables {

void ImportRehearsal::end() {
    ++question_;
    rows_.clear();
    fill_ = {};
    lines_ = {};
    written_ = 0;
    is_under_way_ = is_sent_ = false;
    refused_.clear();
    failure_.reset();
}

void ImportRehearsal::begin(TableInfo const& table, std::vector<std::size_t> rows, Fill fill) {
    end();
    table_ = &table;
    rows_ = std::move(rows);
    fill_ = std::move(fill);
    is_under_way_ = !rows_.empty();
}

void ImportRehearsal::step(std::size_t rows) {
    if (!is_under_way_ || is_sent_) return;
    auto const last = std::min(rows_.size(), written_ + rows);
    for (; written_ < last; ++written_) {
        auto const row = table_->make();
        fill_(rows_[written_], row.get());
        lines_ += wire::json::text_of(*table_->row, row.get()) + "\n";
    }
    if (lines_.size() > ImportRows::body_bytes) return give_up({413, "too-large-to-send", {}});
    if (written_ == rows_.size()) send();
}

void ImportRehearsal::forget(std::size_t row) {
    std::erase_if(refused_, [&](Refused const& refused) { return refused.row == row; });
}

void ImportRehearsal::send() {
    is_sent_ = true;
    std::string path(ImportRows::path);
    std::string_view const name = "{table}";
    path.replace(path.find(name), name.size(), table_->name);
    platform::Request request;
    request.method = "POST";
    request.path = path + "?dry_run=true";
    request.headers = {{"content-type", "application/jsonl"}};
    request.body = std::exchange(lines_, {});
    request.timeout_ms = 120'000;
    around_.api.transfer(std::move(request),
                         alive_.guard([this, question = question_](platform::Answer const& answer) {
                             if (question == question_) hear(answer);
                         }));
}

void ImportRehearsal::hear(platform::Answer const& answer) {
    Imported said;
    client::Failure failure;
    if (!client::Api::understand(answer, base::type_of<Imported>(), &said, failure))
        return give_up(std::move(failure));
    for (auto& problem : said.problems) {
        Refused refused{std::nullopt, std::move(problem)};
        // It was sent as a line for each row.
        auto const line = static_cast<std::size_t>(std::max<std::int64_t>(refused.problem.line, 0));
        if (line > 0 && line <= rows_.size()) refused.row = rows_[line - 1];
        refused_.push_back(std::move(refused));
    }
    is_under_way_ = false;
    around_.platform.wake();
}

void ImportRehearsal::give_up(client::Failure failure) {
    failure_ = std::move(failure);
    lines_ = {};
    is_under_way_ = false;
    around_.platform.wake();
}

}  // namespace tables
