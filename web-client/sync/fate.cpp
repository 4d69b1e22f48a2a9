#include "web-client/sync/fate.hpp"

namespace client {

Fate fate_of(Failure const& failure) {
    switch (failure.status) {
        case 401:
            return Fate::ended;
        case 408:
        case 425:
        case 429:
        case 502:
        case 503:
        case 504:
            return Fate::later;
        case 400:
        case 413:
        case 422:
            return Fate::theirs;
        default:
            break;
    }
    // No answer, or one of a page that stands in between, as networks show before one signs in.
    if (failure.status < 400) return Fate::later;
    bool const is_explained = !failure.rule.empty() || !failure.problems.empty();
    return failure.status < 500 && is_explained ? Fate::theirs : Fate::doubtful;
}

base::Refusal reason_of(Failure const& failure) {
    if (!failure.problems.empty())
        return {failure.problems.front().rule, failure.problems.front().arguments};
    if (!failure.rule.empty()) return {failure.rule, failure.arguments};
    if (failure.status == 413) return {"too-large-to-send", {}};
    if (failure.status == 400 || failure.status == 422) return {"not-understood", {}};
    return {"not-taken", {{"status", std::to_string(failure.status)}}};
}

}  // namespace client
