#include "tests/web-client/sync/fake.hpp"

#include <algorithm>

#include "server/sync/teller.hpp"
#include "shared/wire/json.hpp"

namespace fake {

using platform::Answer;
using platform::Request;
using platform::Write;

// ---- the server

namespace {

// As the real one says it (RFC 9457).
Answer unprocessable(base::Problems const& problems) {
    std::string list;
    for (auto const& problem : problems) {
        std::string arguments;
        for (auto const& [name, value] : problem.arguments)
            arguments += (arguments.empty() ? "" : ",") + wire::json::text(name) + ":" +
                         wire::json::text(value);
        list += (list.empty() ? "" : ",") + (R"({"path":)" + wire::json::text(problem.path)) +
                R"(,"rule":)" + wire::json::text(problem.rule) + R"(,"arguments":{)" + arguments +
                "}}";
    }
    return {422,
            {{"content-type", "application/problem+json"}},
            R"({"type":"about:blank","problems":[)" + list + "]}"};
}

}  // namespace

base::Id<accounts::Person> Server::add_person(std::string const& name, bool administrator) {
    base::Id<accounts::Person> const id{
        {1, people.state.world.table<accounts::Person>().size() + 1}};
    carry_out(
        accounts::Register{{id, name, base::to_text(id) + "@example.org", administrator, {1}}});
    return id;
}

accounts::SignedIn Server::signed_in(base::Id<accounts::Person> person,
                                     base::Id<accounts::Session> session) {
    cookie = person;
    return {*people.state.world.find(person),
            session,
            token_of(person),
            token_life_s,
            "",
            gives_browser_keys ? key_word + token_of(person) : ""};
}

void Server::carry_out(accounts::Command const& command) {
    people.write([&](syncing::Unit<accounts::Domain>& unit) {
        syncing::decide_and_write<accounts::Domain>(
            unit, command, {{}, false, [] { return base::Instant{1}; }, {true}});
    });
}

std::vector<std::string> Server::texts(std::string const& channel_title) const {
    std::vector<std::string> list;
    for (auto const& [id, channel] : channels.state.world.table<messaging::Channel>().all())
        if (channel.title == channel_title)
            for (auto const& message :
                 channels.state.world.ordered<&messaging::Message::channel>(id))
                list.push_back(message.text);
    return list;
}

template <class Domain>
Answer Server::take(support::MemoryStore<Domain>& store, base::Id128 person,
                    std::string const& body) {
    world::CommandsRequest<Domain> request;
    if (auto const problems = wire::json::parse(body, request); !problems.empty())
        return unprocessable(problems);
    world::CommandsAnswer answers;
    for (auto const& sent : request.commands) {
        auto who = asking<Domain>(person, {5});
        who.administrator = true;  // of a session: whoever is one may use it
        answers.answers.push_back(syncing::take<Domain>(store, {person, true}, request.client, sent,
                                                        wire::json::text(sent.command), who)
                                      .answer);
    }
    return {200, {{"content-type", "application/json"}}, wire::json::text(answers)};
}

std::optional<Answer> Server::take_any(base::Id128 person, Request const& request) {
    std::optional<Answer> answer;
    stores.each([&]<class Domain>(support::MemoryStore<Domain>& store) {
        if (request.path == world::TakeCommands<Domain>::path)
            answer = take(store, person, request.body);
    });
    return answer;
}

Answer Server::tell(base::Id128 person, std::string const& body) {
    news::AskNews::Request request;
    if (!wire::json::parse(body, request).empty()) return {400, {}, "{}"};
    news::Answer answer;
    auto const add = [&]<class Domain>(support::MemoryStore<Domain>& store) {
        store.state.history = history;
        auto const told = syncing::teller_of<Domain>(store).tell(
            {person, request.client, syncing::held_of(Domain::name, request.have)});
        if (told.is_news || told.answered != 0) answer.domains.push_back(told.news);
    };
    stores.each(add);
    return {200, {{"content-type", "application/json"}}, wire::json::text(answer)};
}

Answer Server::refresh(std::string const& body) {
    accounts::Refresh::Request request;
    if (!wire::json::parse(body, request).empty()) return {400, {}, "{}"};
    if (heeds_person && request.person.value_or(cookie) != cookie)
        return {409, {}, R"({"type":"urn:kontor:problem:another-person"})"};
    return {
        200, {{"content-type", "application/json"}}, wire::json::text(signed_in(cookie, {{9, 9}}))};
}

Answer Server::answer(Request const& request) {
    ++requests;
    if (!reachable) return {};
    base::Id128 person;
    for (auto const& [name, value] : request.headers)
        if (name == "authorization")
            person = base::id_from_text(value.substr(7)).value_or(base::Id128{});
    Answer answer{404, {}, "{}"};
    if (session_ended)
        answer = {401,
                  {{"content-type", "application/problem+json"}},
                  R"({"type":"urn:kontor:problem:)" + why_ended + R"("})"};
    else if (request.path == accounts::Refresh::path)
        answer = refresh(request.body);
    else if (request.path == news::AskNews::path)
        answer = tells_news ? tell(person, request.body)
                            : Answer{200, {{"content-type", "application/json"}}, "{}"};
    else if (refuses_everything)
        answer = {422, {}, "{}"};
    else if (auto broken = instead ? instead(request) : std::nullopt)
        answer = *broken;
    else if (auto taken = take_any(person, request))
        answer = *taken;
    else if (auto other = also ? also(request) : std::nullopt)
        answer = *other;
    return loses_answers ? Answer{} : answer;
}

// ---- the machine

void Machine::at(Tab* tab, int delay_ms, platform::Ticket ticket, std::function<void()> act) {
    due_.push_back({now_ms_ + delay_ms, ++last_order_, tab, ticket, std::move(act)});
}

Tab& Machine::open_tab() {
    tabs_.push_back(std::make_unique<Tab>(*this, static_cast<int>(tabs_.size()) + 1));
    return *tabs_.back();
}

void Machine::kill(Tab& tab) { tab.frozen = true; }

void Machine::pass(int ms) {
    std::int64_t const until = now_ms_ + ms;
    while (true) {
        auto const first =
            std::min_element(due_.begin(), due_.end(), [](Due const& a, Due const& b) {
                return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.order < b.order;
            });
        if (first == due_.end() || first->at_ms > until) break;
        Due const due = std::move(*first);
        due_.erase(first);
        now_ms_ = std::max(now_ms_, due.at_ms);
        if (!due.tab->frozen && due.tab->cancelled_.count(due.ticket) == 0) due.act();
    }
    now_ms_ = until;
}

class Tab::TabStore : public platform::Store {
public:
    TabStore(Tab& tab, std::string account) : tab_(tab), account_(std::move(account)) {}

    void write(std::vector<Write> batch, std::function<void(platform::Written)> done) override {
        // What was asked for is done even if the tab dies before it hears of it.
        platform::Written written;
        Disk& disk = tab_.machine_.disks[account_];
        if (!disk.full && !disk.broken) {
            written.ok = true;
            for (auto const& write : batch) one(disk, write, written);
        }
        tab_.machine_.at(&tab_, 1, 0, [done, written] { done(written); });
    }
    void read(std::string prefix, std::function<void(bool, Entries)> done) override {
        tab_.machine_.at(&tab_, 1, 0, [this, prefix, done] {
            Entries entries;
            if (tab_.machine_.disks[account_].broken) return done(false, {});
            for (auto const& entry : tab_.machine_.disks[account_].entries)
                if (entry.first.compare(0, prefix.size(), prefix) == 0) entries.push_back(entry);
            done(true, entries);
        });
    }
    void lease(std::string name, std::string holder, int duration_ms,
               std::function<void(bool)> done) override {
        tab_.machine_.at(&tab_, 1, 0, [this, name, holder, duration_ms, done] {
            if (tab_.machine_.disks[account_].broken) {
                if (lost_) lost_();
                return done(false);
            }
            auto& lease = tab_.machine_.disks[account_].leases[name];
            auto const now = tab_.machine_.now_ms_;
            bool const free =
                lease.holder.empty() || lease.holder == holder || lease.until_ms <= now;
            if (free) lease = {holder, now + duration_ms};
            done(free);
        });
    }
    void release(std::string name, std::string holder) override {
        auto& lease = tab_.machine_.disks[account_].leases[name];
        if (lease.holder == holder) lease = {};
    }
    void broadcast(std::string message) override {
        for (auto const& other : tab_.machine_.tabs_) {
            auto const at = other->stores_.find(account_);
            if (other.get() == &tab_ || at == other->stores_.end()) continue;
            auto* const store = at->second.get();
            tab_.machine_.at(other.get(), 1, 0, [store, message] {
                if (store->receive_) store->receive_(message);
            });
        }
    }
    void on_broadcast(std::function<void(std::string)> receive) override {
        receive_ = std::move(receive);
    }
    void on_lost(std::function<void()> act) override { lost_ = std::move(act); }

private:
    static void one(Disk& disk, Write const& write, platform::Written& written) {
        auto const erase_all = [](auto& map, std::string const& prefix) {
            std::erase_if(map, [&](auto const& entry) {
                return entry.first.compare(0, prefix.size(), prefix) == 0;
            });
        };
        switch (write.kind) {
            case Write::Kind::put:
                disk.entries[write.key] = write.value;
                break;
            case Write::Kind::erase:
                disk.entries.erase(write.key);
                break;
            case Write::Kind::wipe:
                erase_all(disk.entries, write.key);
                break;
            case Write::Kind::append: {
                auto const number = ++disk.counters[write.key];
                auto digits = std::to_string(number);
                disk.entries[write.key + "/" + std::string(20 - digits.size(), '0') + digits] =
                    write.value;
                written.numbers.push_back(number);
                break;
            }
        }
    }
    Tab& tab_;
    std::string account_;
    std::function<void(std::string)> receive_;
    std::function<void()> lost_;
};

Tab::Tab(Machine& machine, int number)
    : machine_(machine), number_(number), chance_(static_cast<std::uint64_t>(number) << 40) {}
Tab::~Tab() = default;

std::int64_t Tab::now_us() const { return machine_.now_ms_ * 1000; }
std::int64_t Tab::steady_ms() const { return machine_.now_ms_; }
void Tab::random(std::span<unsigned char> bytes) {
    ++chance_;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(chance_ >> (8 * (i % 8)));
}

// No cipher, but what has to hold of one: nothing can be read, and another key opens nothing.
void Tab::seal(std::string const& key, std::vector<std::string> texts,
               std::function<void(platform::Texts)> done) {
    platform::Texts sealed;
    for (auto& text : texts) {
        for (auto& letter : text) letter = static_cast<char>(letter ^ 0x5A);
        sealed.push_back(has_cipher ? std::optional(key + ":" + text) : std::nullopt);
    }
    machine_.at(this, 1, 0, [done, sealed] { done(sealed); });
}
void Tab::unseal(std::string const& key, std::vector<std::string> texts,
                 std::function<void(platform::Texts)> done) {
    platform::Texts opened;
    for (auto const& text : texts) {
        bool const fits = has_cipher && text.compare(0, key.size() + 1, key + ":") == 0;
        opened.push_back(fits ? std::optional(text.substr(key.size() + 1)) : std::nullopt);
        if (!fits) continue;
        for (auto& letter : *opened.back()) letter = static_cast<char>(letter ^ 0x5A);
    }
    machine_.at(this, 1, 0, [done, opened] { done(opened); });
}

platform::Ticket Tab::send(Request request, std::function<void(Answer)> done) {
    auto const ticket = ++last_ticket_;
    machine_.at(this, 2, ticket,
                [this, ticket, request = std::move(request), done = std::move(done)] {
                    bool const waits = request.path == news::AskNews::path &&
                                       request.body.find("\"wait_s\":0") == std::string::npos;
                    machine_.at(this, waits ? machine_.long_poll_ms : 2, ticket,
                                [this, request, done] { done(machine_.server_.answer(request)); });
                });
    return ticket;
}
platform::Ticket Tab::after(int delay_ms, std::function<void()> done) {
    auto const ticket = ++last_ticket_;
    machine_.at(this, delay_ms, ticket, std::move(done));
    return ticket;
}
void Tab::cancel(platform::Ticket ticket) { cancelled_.insert(ticket); }
platform::Store& Tab::store(std::string const& account) {
    auto& store = lasting_[account];
    if (store) return *store;
    stores_[account] = std::make_unique<TabStore>(*this, account);
    store = std::make_unique<platform::LastingStore>(
        *stores_[account], [this](std::function<void()> act) { after(0, std::move(act)); });
    return *store;
}

}  // namespace fake
