#include "server/watch/reports.hpp"

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"
#include "shared/base/text.hpp"

namespace watch {

namespace {

constexpr std::size_t longest_text = 4000, longest_line = 200;

// The first `most` characters, without what no text of ours may hold. What is not UTF-8 comes from
// nobody that we know, and its bytes are not worth keeping.
std::string presentable(std::string_view text, std::size_t most, bool is_line) {
    if (!base::is_utf8(text)) return "(not UTF-8)";
    std::string kept;
    std::size_t characters = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const begins = (byte & 0xC0) != 0x80;
        if (begins && ++characters > most) break;
        bool const is_control = byte < 0x20 || byte == 0x7f;
        bool const may_stay = !is_control || (!is_line && (c == '\n' || c == '\t'));
        kept += may_stay ? c : ' ';
    }
    auto const format = is_line ? base::Format::line : base::Format::text;
    return base::fits(format, kept) ? kept : "(control characters)";
}

// PostgreSQL tells values that people wrote in the lines after the first (DETAIL, CONTEXT).
std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Reports::Reports(std::string release, server::Log log, Tell tell)
    : release_(std::move(release)), log_(std::move(log)), tell_(std::move(tell)) {}

void Reports::open(database::Pool& pool) {
    std::unique_lock const lock(mutex_);
    pool_ = &pool;
}

void Reports::close() {
    std::unique_lock const lock(mutex_);
    pool_ = nullptr;
}

std::optional<std::int64_t> Reports::add(Failure failure) {
    if (failure.origin == "server") failure.text = first_line(failure.text);
    failure.origin = presentable(failure.origin, 20, true);
    failure.place = presentable(failure.place, longest_line, true);
    failure.text = presentable(failure.text, longest_text, false);
    failure.release = presentable(failure.release.empty() ? release_ : failure.release, 100, true);
    auto const number = keep(failure);
    log_.error("failure.reported", {{"number", number.value_or(0)},
                                    {"origin", failure.origin},
                                    {"place", failure.place},
                                    {"text", failure.text}});
    if (tell_ && may_tell(failure)) tell_(failure, number);
    return number;
}

bool Reports::may_tell(Failure const& failure) {
    for (auto const& shelf : shelves)
        if (shelf.origin == failure.origin)
            return shelf.told.most == 0 ||
                   told_.draw(failure.origin, shelf.told, server::now()).granted;
    return false;
}

std::optional<std::int64_t> Reports::keep(Failure const& failure) {
    std::shared_lock const lock(mutex_);
    if (!pool_) return std::nullopt;
    try {
        return database::with_transaction(
            *pool_, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
                auto const now = server::now();
                // The lock keeps two that fail alike at once from taking two numbers.
                database::run(transaction, "select pg_advisory_xact_lock(hashtext($1))",
                              failure.origin + failure.place + failure.text);
                auto const again = database::run(
                    transaction,
                    "update server.report set times = times + 1, at = $5 where release = $1 and "
                    "origin = $2 and place = $3 and md5(text) = md5($4) returning number",
                    failure.release, failure.origin, failure.place, failure.text, now.us);
                if (!again.empty()) return again[0][0].as<std::int64_t>();
                auto const added = database::run(
                    transaction,
                    "insert into server.report (id, at, times, origin, place, text, release) "
                    "values ($1, $2, 1, $3, $4, $5, $6) returning number",
                    server::fresh_id(), now.us, failure.origin, failure.place, failure.text,
                    failure.release);
                return added[0][0].as<std::int64_t>();
            });
    } catch (std::exception const& error) {
        // What could not be kept is in the log; a second failure would hide the first.
        log_.warning("failure.not-kept", {{"error", std::string_view(error.what())}});
        return std::nullopt;
    }
}

void forget_reports(database::Pool& pool, base::Instant now) {
    database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            database::run(transaction, "delete from server.report where at < $1",
                          now.us - reports_kept_us);
            for (auto const& shelf : shelves)
                database::run(transaction,
                              "delete from server.report where id in (select id from server.report "
                              "where origin = $1 order by at desc, id offset $2)",
                              shelf.origin, shelf.most);
        });
}

}  // namespace watch
