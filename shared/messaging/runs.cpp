#include "shared/messaging/runs.hpp"

#include <algorithm>
#include <iterator>

namespace messaging {

namespace {

void append(std::vector<Run>& runs, Run const& run) {
    if (runs.empty() || runs.back().by != run.by) runs.push_back(run);
}

// Of what goes, how much was there is still known.
void keep_the_newest(Channel& channel) {
    auto& runs = channel.runs;
    if (runs.size() <= Channel::most_runs) return;
    auto const kept = runs.end() - static_cast<std::ptrdiff_t>(Channel::most_runs);
    for (auto run = runs.begin(); run != kept; ++run)
        if (!run->by.is_none()) channel.earlier += std::next(run)->from - run->from;
    runs.erase(runs.begin(), kept);
}

std::int64_t first_in_runs(Channel const& channel) {
    return channel.runs.empty() ? channel.last_number + 1 : channel.runs.front().from;
}

// visit(run, the number of its last message)
template <class Visit>
void each_run(Channel const& channel, Visit&& visit) {
    for (std::size_t i = 0; i < channel.runs.size(); ++i)
        visit(channel.runs[i],
              i + 1 < channel.runs.size() ? channel.runs[i + 1].from - 1 : channel.last_number);
}

// Of messages with these numbers, in their order; what lies before the runs is passed over.
void set_author(Channel& channel, std::vector<std::int64_t> const& numbers,
                base::Id<accounts::Person> author) {
    std::vector<Run> runs;
    each_run(channel, [&](Run const& run, std::int64_t last) {
        auto from = run.from;
        for (auto at = std::lower_bound(numbers.begin(), numbers.end(), run.from);
             at != numbers.end() && *at <= last; ++at) {
            if (*at > from) append(runs, {from, run.by});
            append(runs, {*at, author});
            from = *at + 1;
        }
        if (from <= last) append(runs, {from, run.by});
    });
    channel.runs = std::move(runs);
    keep_the_newest(channel);
}

}  // namespace

void add_message(Channel& channel, base::Id<accounts::Person> author) {
    ++channel.last_number;
    append(channel.runs, {channel.last_number, author});
    keep_the_newest(channel);
}

void erase_messages(Channel& channel, std::vector<std::int64_t> numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    auto const in_runs = std::lower_bound(numbers.begin(), numbers.end(), first_in_runs(channel));
    channel.earlier = std::max<std::int64_t>(channel.earlier - (in_runs - numbers.begin()), 0);
    set_author(channel, numbers, {});
}

void restore_message(Channel& channel, std::int64_t number, base::Id<accounts::Person> author) {
    if (number < first_in_runs(channel))
        ++channel.earlier;
    else
        set_author(channel, {number}, author);
}

std::int64_t unread(Channel const& channel, std::int64_t read_up_to,
                    base::Id<accounts::Person> reader) {
    auto const behind = first_in_runs(channel) - 1 - read_up_to;
    auto count = std::clamp<std::int64_t>(behind, 0, channel.earlier);
    each_run(channel, [&](Run const& run, std::int64_t last) {
        if (run.by.is_none() || run.by == reader) return;
        count += std::max<std::int64_t>(last - std::max(run.from - 1, read_up_to), 0);
    });
    return count;
}

}  // namespace messaging
