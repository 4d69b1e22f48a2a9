// What all lists share: how a page of one is asked for, and what it is.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "shared/base/fields.hpp"

namespace wire {

// `sort` ("name", "-registered,name": a minus turns the order round) and `filter[…]` name fields of
// the row (see the README, "Lists").
struct ListRequest {
    std::string search;  // part of one of the texts that the list is searched in
    std::string sort;
    std::string after;  // cursor of the page before
    std::int64_t limit = 50;
    static constexpr auto fields() {
        return base::Pack{base::field("search", &ListRequest::search).line().at_most(100),
                          base::field("sort", &ListRequest::sort).line().at_most(200),
                          base::field("after", &ListRequest::after).line().at_most(1000),
                          base::field("limit", &ListRequest::limit).within(1, 200)};
    }
};
template <class Row>
struct ListPage {
    std::vector<Row> rows;
    std::int64_t total = 0;  // of all pages
    std::string next;        // cursor of the next page; empty: this was the last
    static constexpr auto fields() {
        return base::Pack{base::field("rows", &ListPage::rows).at_most(200),
                          base::field("total", &ListPage::total).required(),
                          base::field("next", &ListPage::next).at_most(1000)};
    }
};

}  // namespace wire
