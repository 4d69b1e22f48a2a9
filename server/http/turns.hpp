// Work that waits, in a line for each who brought it, and served in turns: who brings much at once
// holds up nobody but themselves. Not locked: whoever owns it is.
#pragma once

#include <cstddef>
#include <deque>
#include <iterator>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace http {

template <class Job>
class Turns {
public:
    struct Limits {
        std::size_t all = 0;
        std::size_t each = 0;  // of them, for one
    };
    explicit Turns(Limits limits) : limits_(limits) {}

    // False, and the job is left, when all places are taken or as many as one may have. Without a
    // name only the whole counts.
    bool add(std::string const& who, Job&& job) {
        if (size_ >= limits_.all) return false;
        auto const known = places_.find(who);
        bool const is_new = known == places_.end();
        if (!who.empty() && (is_new ? 0 : known->second->jobs.size()) >= limits_.each) return false;
        if (is_new) {
            lines_.push_back({who, {}});
            places_.emplace(who, std::prev(lines_.end()));
        }
        (is_new ? std::prev(lines_.end()) : known->second)->jobs.push_back(std::move(job));
        ++size_;
        return true;
    }

    // Not of an empty one. Whose turn it was goes to the end.
    Job next() {
        auto& line = lines_.front();
        auto job = std::move(line.jobs.front());
        line.jobs.pop_front();
        --size_;
        if (line.jobs.empty()) {
            places_.erase(line.who);
            lines_.pop_front();
        } else {
            lines_.splice(lines_.end(), lines_, lines_.begin());
        }
        return job;
    }

    // All of it, in that order.
    std::vector<Job> take_all() {
        std::vector<Job> all;
        all.reserve(size_);
        while (!empty()) all.push_back(next());
        return all;
    }

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

private:
    struct Line {
        std::string who;
        std::deque<Job> jobs;  // never empty
    };
    Limits const limits_;
    std::list<Line> lines_;  // the first is served next
    std::unordered_map<std::string, typename std::list<Line>::iterator> places_;
    std::size_t size_ = 0;
};

}  // namespace http
