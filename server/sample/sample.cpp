#include "server/sample/sample.hpp"

#include <map>

#include "server/accounts/entry/registrar.hpp"
#include "server/database/transaction.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "server/sync/take.hpp"

namespace sample {

namespace {

struct Staff {
    std::vector<SamplePerson> people;
    static constexpr auto fields() {
        return base::Pack{base::field("people", &Staff::people).required()};
    }
};
struct Said {
    std::string from, text;
    static constexpr auto fields() {
        return base::Pack{base::field("from", &Said::from).required(),
                          base::field("text", &Said::text).required()};
    }
};
struct Reading {
    std::string who;
    std::int64_t number = 0;
    static constexpr auto fields() {
        return base::Pack{base::field("who", &Reading::who).required(),
                          base::field("number", &Reading::number).required()};
    }
};
struct Channel {
    std::string title, about;
    std::vector<std::string> members;  // the first one owns it
    std::vector<Reading> read;
    std::vector<Said> messages;
    static constexpr auto fields() {
        return base::Pack{base::field("title", &Channel::title).required(),
                          base::field("about", &Channel::about),
                          base::field("members", &Channel::members).required(),
                          base::field("read", &Channel::read),
                          base::field("messages", &Channel::messages).required()};
    }
};
struct Channels {
    std::vector<Channel> channels;
    static constexpr auto fields() {
        return base::Pack{base::field("channels", &Channels::channels).required()};
    }
};

template <class T>
T parsed(std::string_view json) {
    T value;
    auto const problems = wire::json::parse(json, value);
    if (!problems.empty()) throw std::logic_error("the sample is malformed at " + problems[0].path);
    return value;
}

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t apart_us = 7 * minute_us;

class Writer {
public:
    Writer(accounts::Store& accounts, messaging::Store& messaging, base::Instant now)
        : accounts_(accounts), messaging_(messaging), now_(now) {}

    void add(SamplePerson const& person, std::string const& password_hash) {
        accounts::NewPerson new_person;
        new_person.person = {
            {server::fresh_id()}, person.name, person.email, person.administrator, now_};
        new_person.password_hash = password_hash;
        new_person.email_confirmed = true;
        new_person.kind = accounts::PersonKind::member;
        new_person.session = {{server::fresh_id()}, new_person.person.id, "sample", "", now_, now_};
        // Nobody holds the token of this session, so it is ended at once.
        new_person.refresh_hash = server::sha256_hex(server::random_bytes(32));
        if (!accounts::register_person(accounts_, new_person))
            throw std::logic_error("a sample person is refused");
        accounts::end_session(accounts_, new_person.person.id, new_person.session.id);
        people_[person.key].id = new_person.person.id;
        people_[person.key].client = server::fresh_id();
    }

    void add(Channel const& channel) {
        auto const& owner = channel.members.at(0);
        base::Id<messaging::Channel> const id{server::fresh_id()};
        auto const count = static_cast<std::int64_t>(channel.messages.size());
        base::Instant at{now_.us - (count + 1) * apart_us};
        send(owner, at,
             messaging::CreateChannel{
                 id, {server::fresh_id()}, people_.at(owner).id, channel.title, channel.about});
        for (auto const& member : channel.members)
            if (member != owner)
                send(owner, at, messaging::Invite{id, {server::fresh_id()}, people_.at(member).id});
        for (auto const& said : channel.messages) {
            at.us += apart_us;
            send(said.from, at, messaging::Post{id, {server::fresh_id()}, said.text});
        }
        for (auto const& [who, number] : channel.read)
            send(who, at, messaging::ReadUpTo{id, people_.at(who).id, number});
    }

private:
    struct Person {
        accounts::PersonId id;
        base::Id128 client;
        std::int64_t number = 0;
    };

    void send(std::string const& who, base::Instant at, messaging::Command const& command) {
        auto& person = people_.at(who);
        syncing::Asking<messaging::Domain> const asking{
            person.id.value, false, [at] { return at; }, {true}};
        auto const taken = syncing::take<messaging::Domain>(
            messaging_, {person.id.value, false}, person.client, {++person.number, command},
            server::sha256_hex(wire::json::text(command)), asking);
        if (taken.answer.outcome != world::Outcome::accepted)
            throw std::logic_error("a sample command is refused");
    }

    accounts::Store& accounts_;
    messaging::Store& messaging_;
    base::Instant const now_;
    std::map<std::string, Person> people_;
};

}  // namespace

std::optional<People> fill(database::Pool& pool, accounts::Store& accounts,
                           messaging::Store& messaging, base::Instant now) {
    if (accounts::has_people(pool)) return std::nullopt;
    People people{parsed<Staff>(people_json()).people, accounts::password_to_hand_over()};
    auto const hash = accounts::hash_password(people.password);
    Writer writer(accounts, messaging, now);
    for (auto const& person : people.people) writer.add(person, hash);
    for (auto const& channel : parsed<Channels>(channels_json()).channels) writer.add(channel);
    return people;
}

}  // namespace sample
