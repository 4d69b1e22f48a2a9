#include "server/watch/gauges.hpp"

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"

namespace watch {

void Gauges::add(std::string name, std::string help, std::string labels, std::string sql) {
    all_.push_back({std::move(name), std::move(help), std::move(labels), std::move(sql),
                    std::make_unique<std::atomic<std::int64_t>>(0)});
}

void Gauges::ask(database::Pool& pool) {
    auto const asked = database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
            std::vector<std::int64_t> values;
            for (auto const& gauge : all_)
                values.push_back(
                    database::read<std::int64_t>(database::run(transaction, gauge.sql).at(0)[0]));
            return values;
        });
    for (std::size_t i = 0; i < all_.size(); ++i) *all_[i].value = asked[i];
}

void Gauges::add_to(Metrics& metrics, void const* owner) const {
    for (auto const& gauge : all_)
        metrics.add({gauge.name, gauge.help, Metrics::Kind::gauge, gauge.labels,
                     [&value = *gauge.value] { return static_cast<double>(value.load()); }, owner});
}

}  // namespace watch
