// Asks for the pages of one of the server's lists, and takes them in as they come. Answers to older
// questions are dropped, so that quick typing in a search shows what was typed last.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web-client/house/failure.hpp"
#include "web-client/parts/listing.hpp"
#include "web-client/sync/personal_api.hpp"

namespace house {

class PageTurner {
public:
    PageTurner(platform::Platform& platform, client::PersonalApi& api)
        : platform_(platform), api_(api) {}

    // `more`: the page after the last one; else the first one anew. `words` is asked when the
    // answer has come. `rows` and `pages` must live as long as this.
    template <class Endpoint, class Row, class Words, class MakeRow>
    void ask(parts::Query const& query, bool more, std::vector<Row>& rows, parts::Pages& pages,
             Words words, MakeRow make_row) {
        typename Endpoint::Request request;
        request.search = query.search;
        request.sort = parts::sort_asked(query.sort);
        if (more) request.after = next_;
        pages.load = parts::Load::loading;
        auto heard =
            alive_.guard([this, more, &rows, &pages, words, make_row, question = ++question_](
                             client::Reply<typename Endpoint::Response> const& reply) {
                if (question != question_) return;
                platform_.wake();
                if (!reply) {
                    pages.load = parts::Load::failed;
                    pages.failure = failures::in_words(words(), reply.failure);
                    pages.rule = reply.failure.rule;
                    return;
                }
                ++turned_;
                if (!more) rows.clear();
                for (auto const& row : reply.value->rows) rows.push_back(make_row(row));
                next_ = reply.value->next;
                pages.total = reply.value->total;
                pages.more = !next_.empty();
                pages.load = parts::Load::ready;
            });
        api_.call<Endpoint>(request, std::move(heard));
    }

    std::uint64_t turned() const { return turned_; }  // how many pages came

private:
    platform::Platform& platform_;
    client::PersonalApi& api_;
    platform::Alive alive_;
    std::string next_;
    std::uint64_t question_ = 0, turned_ = 0;
};

}  // namespace house
