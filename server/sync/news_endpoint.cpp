#include "server/sync/news_endpoint.hpp"

#include "server/http/unavailable.hpp"
#include "server/sync/hub.hpp"

namespace syncing {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

http::Fault too_many_wait(int status, std::string_view rule) {
    http::Fault fault;
    fault.status = status;
    fault.rule = rule;
    fault.headers.emplace_back("Retry-After", "5");
    return fault;
}

}  // namespace

std::optional<NewsEndpoint::Outcome> NewsEndpoint::ask(news::AskNews::Request const& request,
                                                       http::Call const& call,
                                                       Responder& responder) const {
    Question question;
    question.call = call;
    question.client = request.client;
    question.have = request.have;
    question.until = Clock::now() + seconds(request.wait_s);
    return answer_or_wait(std::move(question), responder, request.wait_s == 0);
}

std::optional<NewsEndpoint::Outcome> NewsEndpoint::follow(news::FollowNews::Request const& request,
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

std::optional<NewsEndpoint::Outcome> NewsEndpoint::answer_or_wait(Question question,
                                                                  Responder& responder,
                                                                  bool is_last) const {
    auto const mark = parts_.parking.mark();  // before the look, so that nothing is missed
    auto outcome = look(question);
    if (auto const* fault = std::get_if<http::Fault>(&outcome)) return Outcome(*fault);
    auto& looked = std::get<Looked>(outcome);
    bool const is_news =
        looked.is_news || (question.answered && *question.answered != looked.answered);
    if (!question.answered) question.answered = looked.answered;
    auto const left = std::chrono::duration_cast<milliseconds>(question.until - Clock::now());
    if (is_news || is_last || left <= milliseconds(0)) return Outcome(std::move(looked.answer));

    if (!question.seat) question.seat = seats_.take(question.call.who->person);
    if (!question.seat) return Outcome(too_many_wait(429, "too-many-polls"));
    auto const leave = [this, question](Responder later, http::Parking::Why why) {
        parts_.workers.answer(question.call.request, std::move(later),
                              [this, question, why](http::Request const&, Responder& waiting) {
                                  return again(question, waiting, why);
                              });
    };
    auto const& address = question.call.request.address;
    if (parts_.parking.park(looked.keys, left, mark, responder, leave, address))
        return std::nullopt;
    return Outcome(too_many_wait(503, "busy"));
}

std::optional<http::Reply> NewsEndpoint::again(Question const& question, Responder& responder,
                                               http::Parking::Why why) const {
    using Later = std::optional<Outcome>;
    auto const outcome =
        http::or_unavailable<Later>(parts_.log, question.call.request.id, [&]() -> Later {
            return answer_or_wait(question, responder, why != http::Parking::Why::woken);
        });
    if (!outcome) return std::nullopt;
    return outcome->reply(question.call);
}

std::variant<NewsEndpoint::Looked, http::Fault> NewsEndpoint::look(Question const& question) const {
    auto const& who = *question.call.who;
    Looked looked;
    Cursor now;
    // A client that names domains knows no others: it would pass over what it is told of them, have
    // nothing of it still, and be told it again at once. A cursor is ours, and holds what was told.
    bool const all = question.wants_cursor || question.have.empty();
    for (auto const& teller : parts_.tellers) {
        auto const* held = held_of(teller.domain, question.have);
        if (!held && !all) continue;
        auto told = teller.tell({who.person, question.client, held, question.wants_cursor});
        looked.answered.push_back(told.answered);
        looked.keys.insert(looked.keys.end(), told.keys.begin(), told.keys.end());
        looked.is_news = looked.is_news || told.is_news;
        now.push_back(std::move(told.held));
        if (told.is_news || told.answered != 0)
            looked.answer.domains.push_back(std::move(told.news));
    }
    // After the look: whose session has ended by now hears nothing of what happened since.
    if (auto fault = parts_.barred(who)) return *fault;

    if (question.wants_cursor) looked.answer.since = cursor_text(now);
    looked.keys.push_back(session_key(who.session));
    looked.keys.emplace_back(everybody);
    if (!question.client.is_none()) looked.keys.push_back(client_key(question.client));
    return looked;
}

}  // namespace syncing
