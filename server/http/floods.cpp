#include "server/http/floods.hpp"

#include <algorithm>
#include <cmath>

#include "server/outside.hpp"

namespace http {

std::optional<Fault> Floods::refuse(Allowance rule, std::size_t count, Call const& call) const {
    if (factor_ <= 0 || count == 0) return std::nullopt;
    rule.most = std::max(1.0, rule.most * factor_);
    rule.per_minute *= factor_;
    // What is more than a whole bucket is taken from a full one, since it will never be fuller.
    rule.cost = std::min(static_cast<double>(count), rule.most);
    auto const key = std::string(rule.name) + " " + base::to_text(call.who->person);
    auto const drawn = buckets_->draw(key, rule, server::now());
    if (drawn.granted) return std::nullopt;
    Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    auto const wait_s = std::ceil((rule.cost - drawn.left) / rule.per_minute * 60);
    fault.headers.emplace_back("Retry-After", std::to_string(static_cast<std::int64_t>(wait_s)));
    return fault;
}

}  // namespace http
