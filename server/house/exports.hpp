// Tables that are too long to be answered at once: made while they are sent, each on a thread of
// its own and by a connection of its own. Of what is made no more than a little is held, however
// slowly it is read; who reads too little, or for longer than the edge lets any answer take, is
// given up, and so ends the query.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/database/table_rows.hpp"
#include "server/http/bind.hpp"
#include "server/http/handoff.hpp"
#include "server/http/shares.hpp"
#include "server/http/table_text.hpp"
#include "server/http/workers.hpp"
#include "server/watch/metrics.hpp"

namespace server {

// The rows of a table as a text, as far as it is made.
class TableText {
public:
    // `rows` is a vector of them, in which one has its place.
    TableText(database::TableRows rows, http::TableText const& as, base::TypeInfo const& list,
              std::shared_ptr<void> room);

    // Makes the next rows, whose text is handed on in pieces of about that many bytes until that
    // says false. False: there are no more, and nothing is left but what take() gives.
    using Hand = std::function<bool(std::string)>;
    bool next(std::size_t piece_bytes, Hand const& hand);
    std::string take() { return std::exchange(text_, {}); }
    std::size_t size() const { return text_.size(); }
    database::TableRows& rows() { return rows_; }

private:
    database::TableRows rows_;
    http::TableText const as_;
    base::TypeInfo const& list_;
    std::shared_ptr<void> room_;
    std::string text_;
};

class Exports {
public:
    struct Limits {
        std::size_t at_once = 4;
        std::size_t at_once_each = 2;  // of one address
        std::size_t held_bytes = 1u << 20, piece_bytes = 64u << 10;
        // The longest that the database waits for who reads: as long as the edge does.
        std::chrono::milliseconds longest = http::Writer::Limits{}.altogether;
        // How often it is looked whether who asked may still ask.
        std::chrono::milliseconds look_again{1'000};
    };
    using MayAsk = std::function<bool(http::Identity const&)>;
    Exports(Limits limits, MayAsk may_ask, Log const& log);

    // Sends what was made, and goes on making it. The answer where there is no place for it.
    std::optional<http::Reply> go_on(std::shared_ptr<TableText> table, http::Call const& call,
                                     http::Reply head, http::ResponderPtr& responder);

    // What goes on is broken off, which is to say within the statement that runs.
    void stop();

    std::size_t under_way() const { return places_.taken(); }
    // The most of all times of one export: rows read and not made into text, and bytes of text.
    std::size_t most_rows_held() const { return most_rows_; }
    std::size_t most_bytes_held() const { return most_bytes_; }
    void add_to(watch::Metrics& metrics, void const* owner) const;

private:
    struct Going;
    void make(Going& going);

    Limits const limits_;
    MayAsk const may_ask_;
    Log const log_;
    http::Shares const places_;
    std::atomic<std::size_t> most_rows_{0}, most_bytes_{0};
    std::atomic<bool> stopping_{false};
    http::Workers workers_;  // ends first
};

}  // namespace server
