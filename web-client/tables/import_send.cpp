#include "web-client/tables/import_send.hpp"

#include <algorithm>

#include "shared/wire/bytes.hpp"
#include "shared/world/edit_rows.hpp"
#include "shared/world/refused_item.hpp"

namespace tables {
namespace {

std::size_t size_of(TableInfo const& table, Wish const& wish) {
    std::size_t size = 0;
    for (auto const* row : {wish.before.get(), wish.after.get()})
        if (row) size += wire::to_bytes(*table.row, row).size();
    return size;
}

}  // namespace

void ImportSend::begin(TableInfo const& table, std::vector<std::size_t> rows, WishOf wish_of) {
    end();
    table_ = &table;
    wish_of_ = std::move(wish_of);
    act_ = client::new_id(around_.platform);
    total_ = rows.size();
    left_.assign(rows.begin(), rows.end());
    around_.platform.wake();
}

void ImportSend::end() {
    table_ = nullptr;
    wish_of_ = {};
    stopped_ = false;
    total_ = done_ = 0;
    left_.clear();
    flights_.clear();
    refused_.clear();
}

std::size_t ImportSend::waiting() const {
    std::size_t rows = 0;
    for (auto const& [edit, flight] : flights_) rows += flight.size();
    return rows;
}

void ImportSend::work() {
    if (!table_ || is_done()) return;
    hear();
    if (stopped_) return;
    // What is refused at once makes room for the next one; the page draws meanwhile.
    for (std::size_t i = 0; i < most_in_flight; ++i)
        if (!left_.empty() && flights_.size() < most_in_flight) send_next();
    if (!left_.empty() && flights_.size() < most_in_flight) around_.platform.wake();
}

void ImportSend::hear() {
    if (flights_.empty()) return;
    auto fates = table_->fates(around_.account, act_);
    for (auto at = flights_.begin(); at != flights_.end();) {
        if (fates.waiting.count(at->first) != 0) {
            ++at;
            continue;
        }
        auto const rows = std::move(at->second);
        auto const edit = at->first;
        at = flights_.erase(at);
        auto const returned = fates.returned.find(edit);
        if (returned == fates.returned.end()) {
            done_ += rows.size();
        } else {
            // It stands here, with its row, and no more among what was not taken.
            around_.account.discard(returned->second.tray);
            refuse(rows, returned->second.refusal);
        }
    }
}

void ImportSend::refuse(std::vector<std::size_t> const& rows, base::Refusal const& refusal) {
    auto const item = world::refused_item(refusal, rows.size());
    for (std::size_t i = rows.size(); i-- > 0;)
        if (!item || *item == i)
            refused_.push_back({rows[i], refusal});
        else
            left_.push_front(rows[i]);
}

void ImportSend::send_next() {
    auto const edits = table_->begin_edits(act_);
    base::Id128 first;
    std::vector<std::size_t> rows;
    std::size_t bytes = 0;
    while (!left_.empty() && rows.size() < static_cast<std::size_t>(world::most_at_once)) {
        auto const wish = wish_of_(left_.front());
        auto const size = size_of(*table_, wish);
        if (!rows.empty() && bytes + size > most_bytes) break;
        bytes += size;
        auto const edit = client::new_id(around_.platform);
        if (rows.empty()) first = edit;
        table_->add_edit(edits.get(), edit, wish.before.get(), wish.after.get());
        rows.push_back(left_.front());
        left_.pop_front();
    }
    if (auto const refusal = table_->want(around_.account, edits.get()))
        refuse(rows, *refusal);
    else
        flights_[first] = std::move(rows);
}

}  // namespace tables
