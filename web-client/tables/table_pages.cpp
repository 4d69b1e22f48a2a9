#include "web-client/tables/table_pages.hpp"

#include "web-client/house/failure.hpp"

namespace tables {
namespace {

// As many as an answer may have: who goes on beyond the first page goes far. The first one is
// short, since it is waited for.
constexpr std::int64_t rows_of_later_pages = 200;

}  // namespace

wire::ListRequest request_of(Place const& place) {
    wire::ListRequest request;
    request.search = place.search;
    request.sort = place.sort;
    return request;
}

client::PersonalApi::Query query_of(Place const& place) {
    client::PersonalApi::Query query;
    for (auto const& filter : place.filters) query.emplace_back(key_of(filter), filter.value);
    return query;
}

void TablePages::begin(TableInfo const& table) {
    table_ = &table;
    pages_.clear();
    rows_.clear();
    next_.clear();
    state_ = {};
    state_.load = parts::Load::loading;
    ++question_;
}

void TablePages::ask(Place const& place, bool more) {
    auto request = request_of(place);
    if (more) {
        request.after = next_;
        request.limit = rows_of_later_pages;
    }
    state_.load = parts::Load::loading;
    auto const page = table_->make_page();
    api_.call(table_->list, &request, query_of(place), {*table_->page, page},
              alive_.guard([this, more, page,
                            question = ++question_](std::optional<client::Failure> const& failed) {
                  if (question != question_) return;
                  platform_.wake();
                  if (failed) {
                      state_.load = parts::Load::failed;
                      state_.failure = house::failures::in_words(words_(), *failed);
                      state_.rule = failed->rule;
                      return;
                  }
                  if (!more) {
                      pages_.clear();
                      rows_.clear();
                  }
                  take(page);
              }));
}

void TablePages::take(std::shared_ptr<void> page) {
    ++answers_;
    auto const parts = parts_of(*table_, page.get());
    base::each_item(*parts.rows, parts.list, [&](void const* row) { rows_.push_back(row); });
    pages_.push_back(std::move(page));
    next_ = parts.next;
    there_are_more_ = parts.there_are_more;
    state_.total = parts.total;
    state_.more = !next_.empty();
    state_.load = parts::Load::ready;
}

}  // namespace tables
