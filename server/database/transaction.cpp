#include "server/database/transaction.hpp"

#include <algorithm>
#include <thread>

namespace database {

void Attempts::wait_or_throw(Caught const& caught) {
    if (made_ >= options_.attempts) throw_as(caught);
    ++made_;
    std::this_thread::sleep_for(wait_);
    wait_ = std::min(wait_ * 2, options_.longest_wait);
}

}  // namespace database
