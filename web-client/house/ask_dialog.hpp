// Where the server is asked at once, outside of the outbox: the dialog that asks the person for
// what is needed, the wait, what was wrong, and what is shown once. The account's and the
// administrator's screens each have one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "shared/base/check.hpp"
#include "web-client/house/writing.hpp"
#include "web-client/parts/ask.hpp"
#include "web-client/parts/shown_once.hpp"
#include "web-client/sync/api.hpp"
#include "web-client/words/words.hpp"

namespace house {

class AskDialog {
public:
    // Says what is wrong with what is typed; in every frame.
    using Judge = std::function<base::Problems(parts::AskDraft& draft)>;
    using Send = std::function<void(parts::AskDraft& draft)>;

    AskDialog(platform::Platform& platform, client::Account& account)
        : platform_(platform), account_(account) {}

    void open(parts::AskView view, Judge judge, Send send);
    // What is asked now. Whoever waits for the server keeps it: by the time of the answer the
    // dialog may be closed, and the next one be open, to which nothing of it is said.
    struct Question {
        std::uint64_t number = 0;
        std::string kept_at{};  // as in its view
    };
    Question question() const { return {number_, view_.kept_at}; }
    // The server's answer to what was sent.
    void done(Question const& question);
    void done() { done(question()); }
    void failed(Question const& question, words::Words const& words,
                client::Failure const& failure);
    void close() { asking_ = false; }  // what is shown once stays
    void show_once(parts::ShownOnce shown);
    void frame(look::Ui& ui);
    parts::AskDraft& draft() { return draft_; }

private:
    void judge(look::Ui const& ui);
    KeptLines::Lines kept_lines();

    platform::Platform& platform_;
    client::Account& account_;
    parts::AskView view_;
    parts::AskDraft draft_;
    KeptLines kept_;
    std::uint64_t number_ = 0;  // of the question
    Judge judge_;
    Send send_;
    bool asking_ = false, showing_ = false, wrong_ = false;
    std::map<std::string, std::string> refused_;  // by field, until something else is typed
    std::map<std::string, std::string> refused_values_;
    std::string refused_as_a_whole_;
    parts::ShownOnce shown_;
};

}  // namespace house
