#include "server/notes/module.hpp"

#include "server/http/bind.hpp"
#include "server/http/list.hpp"
#include "server/outside.hpp"

namespace notes {

void Module::bind(http::Routes& routes) const {
    http::bind_one<ListNotes>(
        routes, ground_.log,
        [&pool = ground_.pool](auto const&, http::Call& call) -> http::OutcomeOf<ListNotes> {
            database::Condition own{
                "r.notebook in (select id from notes.notebook where owner = $1)", {}};
            database::bind_value(own.params, call.who->person);
            return http::list_rows<ListNotes>(pool, call, {{}, {"title"}, "due"}, own);
        });
}

void Module::handle(jobs::Runner& runner) const {
    runner.handle(std::string(sweep_job), {[this](jobs::Attempt const& attempt) {
                      auto const id = base::id_from_text(attempt.payload);
                      if (!id) throw jobs::GiveUp("no id: " + attempt.payload);
                      if (!sweep_some(ground_.pool, store_, ground_.hub, {*id}, server::now()))
                          return;
                      database::with_transaction(
                          ground_.pool, database::Isolation::read_committed,
                          [&](auto& t) { jobs::add_next(t, sweep_job, attempt.payload); });
                  }});
}

void Module::clean_up(jobs::Chores& chores) const {
    chores.add("notes.sweep", [this](base::Instant now) {
        if (plan_sweeps(ground_.pool, now) != 0) ground_.runner.wake();
    });
}

void Module::measure(watch::Gauges& gauges) const {
    gauges.add("kontor_notes", "Notes that are not done, of everybody.", "",
               "select count(*) from notes.note where state = 'open'");
}

void Module::add_to_archive(base::Id128 person, archiving::Archive& archive) const {
    notes::add_to_archive(ground_.pool, {person}, archive);
}

bool Module::depart(base::Id128 person, bool) const {
    return give_up_some(ground_.pool, store_, ground_.hub, {person});
}

}  // namespace notes
