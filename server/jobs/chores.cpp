#include "server/jobs/chores.hpp"

#include <exception>

namespace jobs {

void Chores::run(base::Instant now) const {
    std::exception_ptr failure;
    for (auto const& chore : all_) {
        try {
            chore.act(now);
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
    }
    if (failure) std::rethrow_exception(failure);
}

std::vector<std::string> Chores::names() const {
    std::vector<std::string> names;
    for (auto const& chore : all_) names.push_back(chore.name);
    return names;
}

}  // namespace jobs
