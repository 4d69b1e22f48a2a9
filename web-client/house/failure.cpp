#include "web-client/house/failure.hpp"

namespace house::failures {

std::string in_words(words::Words const& words, client::Failure const& failure) {
    if (failure.status == 0) return words.say("app.no-connection");
    std::string const& rule = failure.rule;
    if (failure.retry_after_s > 0 && rule == "locked-out")
        return words.explain("locked-s", {{"n", failure.retry_after_s}});
    if (failure.retry_after_s > 0 && failure.status == 429)
        return words.explain("wait-s", {{"n", failure.retry_after_s}});
    if (!failure.problems.empty()) return words.explain(failure.problems.front());
    if (rule.empty()) return words.say("app.failed");
    return words.explain(base::Refusal{rule, failure.arguments});
}

std::map<std::string, std::string> by_field(words::Words const& words,
                                            client::Failure const& failure) {
    std::map<std::string, std::string> told;
    for (auto const& problem : failure.problems)
        if (problem.path.size() > 1)
            told.try_emplace(problem.path.substr(1), words.explain(problem));
    return told;
}

std::string file_name(platform::Answer const& answer, std::string const& otherwise) {
    constexpr std::string_view before = "filename=\"";
    for (auto const& [name, value] : answer.headers) {
        if (name != "content-disposition") continue;
        auto const from = value.find(before);
        if (from == std::string::npos) continue;
        auto const to = value.find('"', from + before.size());
        if (to == std::string::npos) continue;
        auto const given = value.substr(from + before.size(), to - from - before.size());
        if (!given.empty()) return given;
    }
    return otherwise;
}

}  // namespace house::failures
