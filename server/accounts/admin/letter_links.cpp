#include "server/accounts/admin/letter_links.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/audit/audit.hpp"
#include "server/database/values.hpp"

namespace accounts {

namespace {

using database::read;

struct Found {
    std::string link, kind;
    std::optional<PersonId> person;
    bool is_administrators = false;
};
std::optional<Found> find(pqxx::transaction_base& t, server::InstallationKey const& key,
                          base::Id<Letter> letter) {
    auto const rows = database::run(
        t,
        "select r.link, r.kind, r.person, exists (select from accounts.person as p where "
        "p.administrator and (p.id = r.person or lower(p.email collate \"und-x-icu\") = "
        "lower(r.recipient collate \"und-x-icu\"))) from server.letter as r where r.id = $1",
        letter);
    if (rows.empty()) return std::nullopt;
    auto const& row = rows[0];
    auto const link = key.open(mail::letter_place(letter.value), read<std::string>(row[0]));
    return Found{link.value_or(""), read<std::string>(row[1]),
                 read<std::optional<PersonId>>(row[2]), read<bool>(row[3])};
}

http::OutcomeOf<SeeLetterLink> show(LetterLinks const& links, base::Id<Letter> letter,
                                    http::Call& call) {
    std::optional<Found> found;
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(links.store, *call.who, {}, [&](Unit& unit) {
        refusal.reset();
        auto& t = unit.transaction();
        found = find(t, links.key, letter);
        if (!found)
            refusal = base::Refusal{"letter-unknown", {}};
        else if (found->link.empty())
            refusal = base::Refusal{"link-ended", {}};
        else if (found->is_administrators)
            refusal = base::Refusal{"link-of-administrator", {}};
        if (refusal) return;
        auto const subject = found->person ? found->person->value : base::Id128{};
        audit::write(
            t, {call.who->person, subject, "link-seen", audit::address_of(call), found->kind});
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    call.headers.emplace_back("Cache-Control", "no-store");
    return SeeLetterLink::Response{found->link};
}

}  // namespace

http::LaterOf<SeeLetterLink> LetterLinks::see(SeeLetterLink::Request const& request,
                                              http::Call const& call,
                                              http::ResponderPtr& responder) const {
    return password.check<SeeLetterLink>(
        {request.again}, call, responder,
        [links = *this, letter = request.letter](http::Call& own, std::string const&) {
            return show(links, letter, own);
        });
}

http::OutcomeOf<SendLetterAgain> send_again(Store& store, mail::Letters const& letters,
                                            SendLetterAgain::Request const& request,
                                            http::Call const& call) {
    if (!letters.are_sent()) return base::Refusal{"mail-off", {}};
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(store, *call.who, {}, [&](Unit& unit) {
        refusal = letters.send_again(unit.transaction(), request.letter.value);
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    letters.wake();
    return wire::Nothing{};
}

void bind_letters(http::Routes& routes, LetterLinks const& links, mail::Letters const& letters,
                  http::Limits const& limits, server::Log const& log) {
    http::Guard const guard{routes, log, limits};
    guard.later<SeeLetterLink>(http::by_person, [links](auto const& request, http::Call& call,
                                                        http::ResponderPtr& responder) {
        return links.see(request, call, responder);
    });
    http::bind_one<SendLetterAgain>(
        routes, log, [&letters, &store = links.store](auto const& request, http::Call& call) {
            return send_again(store, letters, request, call);
        });
}

}  // namespace accounts
