#include "server/jobs/runner.hpp"

#include <algorithm>
#include <stdexcept>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"
#include "shared/base/text.hpp"

namespace jobs {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

constexpr std::size_t longest_failure = 500;

std::int64_t us(std::chrono::milliseconds time) { return time.count() * 1'000; }

// The end of a text that was cut may lie within a character.
std::string bounded(std::string text) {
    if (text.size() > longest_failure) text.resize(longest_failure);
    while (!text.empty() && !base::is_utf8(text)) text.pop_back();
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
}

// In the lines after the first (DETAIL, CONTEXT) PostgreSQL tells values of the row that it
// refused: what the job was to be done with, secrets among it. Whoever looks at jobs is told none.
std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

struct Broken {
    std::string reason;
    bool for_good = false;
    std::chrono::milliseconds least_wait{0};
};
std::optional<Broken> failure_of(Handler const& handler, Attempt const& attempt) {
    try {
        handler.work(attempt);
        return std::nullopt;
    } catch (GiveUp const& error) {
        return Broken{bounded(error.what()), true};
    } catch (NotSoon const& error) {
        return Broken{bounded(error.what()), false, error.wait};
    } catch (std::exception const& error) {
        return Broken{bounded(first_line(error.what()))};
    } catch (...) {
        return Broken{"an exception that is no std::exception"};
    }
}

}  // namespace

base::Id128 add(Transaction& t, std::string_view kind, std::string const& payload,
                std::int64_t wait_us) {
    auto const id = server::fresh_id();
    run(t,
        "insert into jobs.job (id, kind, payload, state, made, due) values ($1, $2, $3, 'waiting', "
        "jobs.now_us(), jobs.now_us() + $4)",
        id, kind, payload, wait_us);
    return id;
}

namespace {

// `states` as PostgreSQL's array: a job in one of them is as good as another. With `held` nobody
// claims that one before this transaction ends, so that it finds what is written in it.
bool add_unless(Transaction& t, std::string_view kind, std::string const& payload,
                std::string_view states, std::string const& held = {}) {
    // Whoever adds the same at this moment waits for the end of this transaction.
    run(t, "select pg_advisory_xact_lock(hashtextextended('jobs ' || $1 || ' ' || $2, 0))", kind,
        payload);
    if (!run(t,
             std::string("select 1 from jobs.job where kind = $1 and payload = $2 and state = ") +
                 "any($3::text[])" + held,
             kind, payload, states)
             .empty())
        return false;
    add(t, kind, payload);
    return true;
}

}  // namespace

bool add_once(Transaction& t, std::string_view kind, std::string const& payload) {
    return add_unless(t, kind, payload, "{waiting,running}");
}

bool add_next(Transaction& t, std::string_view kind, std::string const& payload) {
    return add_unless(t, kind, payload, "{waiting}", " for share");
}

bool try_again(Transaction& t, base::Id128 job) {
    return run(t,
               "update jobs.job set attempts = 0, due = jobs.now_us() where id = $1 and state = "
               "'waiting'",
               job)
               .affected_rows() == 1;
}

void hurry(Transaction& t, std::string_view kind) {
    run(t,
        "update jobs.job set due = jobs.now_us() where kind = $1 and state = 'waiting' and due > "
        "jobs.now_us()",
        kind);
}

std::int64_t forget_ended(database::Pool& pool, std::int64_t done_us, std::int64_t dead_us) {
    return with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        auto const gone =
            run(t,
                "delete from jobs.job where (state = 'done' and due < jobs.now_us() - $1) or "
                "(state = 'dead' and due < jobs.now_us() - $2)",
                done_us, dead_us);
        return static_cast<std::int64_t>(gone.affected_rows());
    });
}

Runner::Runner(database::Pool& pool, Options options, server::Log const& log)
    : pool_(pool), options_(options), log_(log), orphans_(pool, options.grace, log) {}

Runner::~Runner() { stop(); }

void Runner::handle(std::string kind, Handler handler) {
    if (!threads_.empty()) throw std::logic_error("a handler comes after the start: " + kind);
    handlers_.insert_or_assign(std::move(kind), std::move(handler));
}

void Runner::start() {
    std::string list;
    for (auto const& [kind, handler] : handlers_) {
        if (!list.empty()) list += ',';
        list += kind;
    }
    kinds_ = '{' + list + '}';
    presence_.emplace(
        pool_.options().url, [this] { wake(); }, log_);
    for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
}

void Runner::wake() {
    {
        std::lock_guard const lock(mutex_);
        ++added_;
    }
    changed_.notify_all();
}

void Runner::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    presence_.reset();
}

void Runner::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto const seen = added_;
        lock.unlock();
        bool worked = false;
        try {
            worked = run_one();
        } catch (std::exception const& error) {
            // The database is away; the poll asks again.
            log_.warning("jobs.unreachable", {{"error", std::string_view(error.what())}});
        }
        lock.lock();
        if (!worked) changed_.wait_for(lock, pause(), [&] { return stopping_ || added_ != seen; });
    }
}

std::chrono::milliseconds Runner::pause() const {
    return orphans_.are_suspected() ? std::min(options_.poll, orphans_.between()) : options_.poll;
}

bool Runner::run_one() {
    orphans_.look(Orphans::Clock::now());
    // What it ran would be anybody's. It is woken when it holds its lock.
    if (!presence_->is_held()) return false;
    auto const claimed = claim();
    if (!claimed) return false;
    auto const& handler = handlers_.at(claimed->kind);
    auto const& [job, payload, number] = claimed->attempt;
    auto const broken = number > options_.attempts
                            ? Broken{"the server ended each time while it ran", true}
                            : failure_of(handler, claimed->attempt);
    if (!broken) {
        finish(*claimed);
        return true;
    }
    std::optional<std::chrono::milliseconds> wait;
    if (!broken->for_good && number < options_.attempts)
        wait = std::max(wait_after(number), broken->least_wait);
    auto const next = give_back(*claimed, broken->reason, wait);
    log_.warning(next ? "job.failed" : "job.dead", {{"kind", claimed->kind},
                                                    {"job", base::to_text(job)},
                                                    {"attempt", number},
                                                    {"error", broken->reason}});
    if (handler.failed) handler.failed(claimed->attempt, {broken->reason, next});
    return true;
}

// A job that runs and is due has run for longer than its lease, or its server is gone.
std::optional<Runner::Claimed> Runner::claim() {
    return with_transaction(
        pool_, Isolation::read_committed, [&](Transaction& t) -> std::optional<Claimed> {
            auto const rows =
                run(t,
                    "update jobs.job set state = 'running', attempts = attempts + 1, due = "
                    "jobs.now_us() + $1, holder = $3 where id = (select id from jobs.job where "
                    "state in ('waiting', 'running') and due <= jobs.now_us() and kind = "
                    "any($2::text[]) order by due limit 1 for update skip locked) returning id, "
                    "kind, payload, attempts",
                    us(options_.lease), kinds_, presence_->number());
            if (rows.empty()) return std::nullopt;
            auto const& row = rows[0];
            return Claimed{
                read<std::string>(row[1]),
                {read<base::Id128>(row[0]), read<std::string>(row[2]), read<std::int64_t>(row[3])}};
        });
}

// Only while nobody else has taken it over.
void Runner::finish(Claimed const& claimed) {
    with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) {
        run(t,
            "update jobs.job set state = 'done', payload = '', failure = '', due = jobs.now_us(), "
            "holder = null where id = $1 and state = 'running' and attempts = $2",
            claimed.attempt.job, claimed.attempt.number);
    });
}

// What a job is to be done with may hold a person's secrets, such as the hash of a password: of one
// that is given up it is forgotten at once.
std::optional<base::Instant> Runner::give_back(Claimed const& claimed, std::string const& reason,
                                               std::optional<std::chrono::milliseconds> wait) {
    return with_transaction(
        pool_, Isolation::read_committed, [&](Transaction& t) -> std::optional<base::Instant> {
            auto const rows =
                run(t,
                    "update jobs.job set state = $3, failure = $4, due = jobs.now_us() + $5, "
                    "holder = null, payload = case when $3 = 'dead' then '' else payload end where "
                    "id = $1 and state = 'running' and attempts = $2 returning due",
                    claimed.attempt.job, claimed.attempt.number, wait ? "waiting" : "dead", reason,
                    us(wait.value_or(std::chrono::milliseconds(0))));
            if (!wait || rows.empty()) return std::nullopt;
            return base::Instant{read<std::int64_t>(rows[0][0])};
        });
}

std::chrono::milliseconds Runner::wait_after(std::int64_t attempts) const {
    auto wait = options_.first_wait;
    for (std::int64_t i = 1; i < attempts && wait < options_.longest_wait; ++i) wait *= 2;
    return std::min(wait, options_.longest_wait);
}

}  // namespace jobs
