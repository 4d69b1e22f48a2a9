#include "server/house/exports.hpp"

#include <algorithm>

#include "server/http/flow.hpp"
#include "shared/wire/csv.hpp"

namespace server {
namespace {

http::Fault no_place() {
    http::Fault fault;
    fault.status = 503;
    fault.rule = "busy";
    fault.headers.emplace_back("Retry-After", "10");
    return fault;
}

void raise(std::atomic<std::size_t>& most, std::size_t value) {
    auto known = most.load();
    while (known < value && !most.compare_exchange_weak(known, value)) continue;
}

// Whoever makes a flow says how it ended, also by an exception.
struct Ending {
    http::Flow& flow;
    ~Ending() { flow.end(http::Flow::End::broken); }
};

}  // namespace

TableText::TableText(database::TableRows rows, http::TableText const& as,
                     base::TypeInfo const& list, std::shared_ptr<void> room)
    : rows_(std::move(rows)), as_(as), list_(list), room_(std::move(room)) {
    if (!as_.json_lines)
        text_ = wire::csv::head_line(wire::csv::column_names_of(*list.inner), as_.style);
}

bool TableText::next(std::size_t piece_bytes, Hand const& hand) {
    void* row = nullptr;
    auto const fresh = [&] {
        list_.list->clear_for(room_.get(), 1);
        return row = list_.list->add(room_.get());
    };
    return rows_.next(fresh, [&] {
        text_ += as_.json_lines ? wire::json::text_of(*list_.inner, row) + "\n"
                                : wire::csv::row_line_of(*list_.inner, row, as_.style);
        return text_.size() < piece_bytes || hand(take());
    });
}

struct Exports::Going {
    std::shared_ptr<TableText> table;
    http::Identity who;
    std::string request;
    http::Shares::Share place;
    std::shared_ptr<http::Flow> flow;
};

Exports::Exports(Limits limits, MayAsk may_ask, Log const& log)
    : limits_(limits),
      may_ask_(std::move(may_ask)),
      log_(log),
      places_({limits.at_once, limits.at_once_each}),
      workers_({limits.at_once, limits.at_once, limits.at_once}, http::Log(log)) {}

std::optional<http::Reply> Exports::go_on(std::shared_ptr<TableText> table, http::Call const& call,
                                          http::Reply head, http::ResponderPtr& responder) {
    auto going = std::make_shared<Going>();
    going->place = places_.of(http::limited_part(call.request.address));
    if (!going->place.grow(1)) return call.reply(no_place());
    table->rows().may_pause(limits_.longest);
    going->table = std::move(table);
    going->who = *call.who;
    going->request = call.request.id;
    going->flow = std::make_shared<http::Flow>(limits_.held_bytes);
    head.body = nullptr;
    workers_.answer(call.request, std::move(responder),
                    [this, going = std::move(going), head = std::move(head)](
                        http::Request&, http::ResponderPtr& waiting) {
                        auto reply = head;
                        reply.flow = http::Flow::taker_of(going->flow);
                        waiting->send(std::move(reply));
                        waiting.reset();
                        make(*going);
                        return std::optional<http::Reply>();
                    });
    return std::nullopt;
}

void Exports::make(Going& going) {
    auto& flow = *going.flow;
    Ending const ending{flow};
    auto& table = *going.table;
    bool goes = true;
    auto const hand = [&](std::string piece) {
        raise(most_bytes_, flow.held() + piece.size());
        return goes = piece.empty() || flow.put(std::move(piece));
    };
    auto looked = std::chrono::steady_clock::now();
    try {
        for (bool more = hand(table.take()); more && goes && !stopping_;) {
            if (auto const now = std::chrono::steady_clock::now();
                now - looked >= limits_.look_again) {
                if (!may_ask_(going.who)) return;
                looked = now;
            }
            more = table.next(limits_.piece_bytes, hand);
            raise(most_rows_, table.rows().most_read());
        }
        if (goes && !stopping_ && hand(table.take())) flow.end(http::Flow::End::whole);
    } catch (...) {
        // The answer has begun: all that can be said is that it is not whole.
        http::unavailable_or_rethrow(log_, going.request);
    }
}

void Exports::stop() {
    stopping_ = true;
    workers_.stop();
}

void Exports::add_to(watch::Metrics& metrics, void const* owner) const {
    using Kind = watch::Metrics::Kind;
    metrics.add({"kontor_exports", "Tables that are being sent.", Kind::gauge, "",
                 [this] { return static_cast<double>(under_way()); }, owner});
    metrics.add({"kontor_exports_rows_held_most", "The most rows that one of them had read ahead.",
                 Kind::gauge, "", [this] { return static_cast<double>(most_rows_held()); }, owner});
    metrics.add({"kontor_exports_bytes_held_most", "The most that one of them had made ahead.",
                 Kind::gauge, "", [this] { return static_cast<double>(most_bytes_held()); },
                 owner});
}

}  // namespace server
