#include "server/sync/news_desk.hpp"

#include "server/http/unavailable.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/news.hpp"

namespace syncing {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

void add_keys(std::vector<world::Have> const& have, std::vector<std::string>& keys) {
    for (auto const& h : have) keys.push_back(key_of(h.space));
}

http::Fault too_many_wait(int status, std::string_view rule) {
    http::Fault fault;
    fault.status = status;
    fault.rule = rule;
    fault.headers.emplace_back("Retry-After", "5");
    return fault;
}

}  // namespace

std::optional<NewsDesk::Outcome> NewsDesk::ask(news::AskNews::Request const& request,
                                               http::Call const& call, Responder& responder) const {
    Question question;
    question.call = call;
    question.client = request.client;
    question.have = {request.history, request.accounts, request.messaging};
    question.until = Clock::now() + seconds(request.wait_s);
    return answer_or_wait(std::move(question), responder, request.wait_s == 0);
}

std::optional<NewsDesk::Outcome> NewsDesk::follow(news::FollowNews::Request const& request,
                                                  http::Call const& call,
                                                  Responder& responder) const {
    Question question;
    question.call = call;
    if (!request.since.empty()) {
        auto have = read_cursor(request.since);
        if (!have) return base::Problems{{"/since", "not-a-cursor", {}}};
        question.have = std::move(*have);
    }
    question.wants_cursor = true;
    question.until = Clock::now() + seconds(request.wait);
    return answer_or_wait(std::move(question), responder, request.wait == 0);
}

std::optional<NewsDesk::Outcome> NewsDesk::answer_or_wait(Question question, Responder& responder,
                                                          bool is_last) const {
    auto const mark = parts_.parking.mark();  // before the look, so that nothing is missed
    std::vector<std::string> keys;
    auto looked = look(question, keys);
    if (auto const* fault = std::get_if<http::Fault>(&looked)) return Outcome(*fault);
    auto& answer = std::get<news::Answer>(looked);
    std::pair const answered{answer.accounts.answered, answer.messaging.answered};
    bool const is_news = !answer.accounts.spaces.empty() || !answer.messaging.spaces.empty() ||
                         (question.answered && *question.answered != answered);
    if (!question.answered) question.answered = answered;
    auto const left = std::chrono::duration_cast<milliseconds>(question.until - Clock::now());
    if (is_news || is_last || left <= milliseconds(0)) return Outcome(std::move(answer));

    if (!question.seat) question.seat = seats_.take(question.call.who->person);
    if (!question.seat) return Outcome(too_many_wait(429, "too-many-polls"));
    auto const leave = [this, question](Responder later, http::Parking::Why why) {
        parts_.workers.answer(question.call.request, std::move(later),
                              [this, question, why](http::Request const&, Responder& waiting) {
                                  return again(question, waiting, why);
                              });
    };
    auto const& address = question.call.request.address;
    if (parts_.parking.park(keys, left, mark, responder, leave, address)) return std::nullopt;
    return Outcome(too_many_wait(503, "busy"));
}

std::optional<http::Reply> NewsDesk::again(Question const& question, Responder& responder,
                                           http::Parking::Why why) const {
    using Later = std::optional<Outcome>;
    auto const outcome =
        http::or_unavailable<Later>(parts_.log, question.call.request.id, [&]() -> Later {
            return answer_or_wait(question, responder, why != http::Parking::Why::woken);
        });
    if (!outcome) return std::nullopt;
    return outcome->reply(question.call);
}

std::variant<news::Answer, http::Fault> NewsDesk::look(Question& question,
                                                       std::vector<std::string>& keys) const {
    auto const person = question.call.who->person;
    news::Answer answer;
    answer.history = parts_.history();
    // Versions of another history mean nothing here.
    if (question.have.history != answer.history) question.have = {answer.history, {}, {}};
    auto& have = question.have;
    answer.accounts =
        news<accounts::Domain>(parts_.accounts, person, question.client, have.accounts);
    answer.messaging =
        news<messaging::Domain>(parts_.messaging, person, question.client, have.messaging);
    // After the look: whose session has ended by now hears nothing of what happened since.
    if (auto fault = parts_.barred(*question.call.who)) return *fault;

    Cursor const now{answer.history, after(have.accounts, answer.accounts),
                     after(have.messaging, answer.messaging)};
    if (question.wants_cursor) answer.since = cursor_text(now);
    add_keys(now.accounts, keys);
    add_keys(now.messaging, keys);
    keys.push_back(session_key(question.call.who->session));
    keys.emplace_back(everybody);
    if (!question.client.is_none()) keys.push_back(client_key(question.client));
    return answer;
}

}  // namespace syncing
