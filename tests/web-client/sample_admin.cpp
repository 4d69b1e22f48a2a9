// The administrator's section.
#include "tests/web-client/sample_frame.hpp"
#include "web-client/accounts/admin.hpp"
#include "web-client/shell/crash.hpp"

namespace samples {
namespace {

using words::Language;

template <accounts::AdminPage page>
class Admin : public SignedIn {
public:
    explicit Admin(Language language) : SignedIn(language), admin_(admin_view(language, page)) {
        view_.route = "/admin/people";
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        accounts::admin(ui, admin_, draft_, columns.work, columns.narrow);
    }
    accounts::AdminView admin_;
    accounts::AdminDraft draft_;
};
using People = Admin<accounts::AdminPage::people>;
using Audit = Admin<accounts::AdminPage::audit>;
using Invitations = Admin<accounts::AdminPage::invitations>;
using Letters = Admin<accounts::AdminPage::letters>;
using Reports = Admin<accounts::AdminPage::reports>;

// With what somebody else has changed meanwhile, and a day that is typed wrongly.
class WorkspaceSettings : public Admin<accounts::AdminPage::workspace> {
public:
    explicit WorkspaceSettings(Language language) : Admin(language) {
        view_.route = "/workspace";
        words::Words const words(language);
        accounts::Workspace row;
        row.name = language == Language::russian ? "Столярная мастерская" : "The joinery";
        row.zone = "Europe/Moscow";
        row.currency = *base::Currency::from("RUB");
        row.holidays = {{*base::day_from_civil(2027, 1, 1)}};
        row.rooms_off = {{"messaging"}};
        accounts::follow(row, draft_.workspace);
        admin_.workspace.loading = false;
        admin_.workspace.name = row.name;
        admin_.workspace.rooms = {"messaging"};
        admin_.workspace.meanwhile =
            words.say("workspace.meanwhile", {{"fields", words.say("field.name")}});
        admin_.workspace.save_grey = words.say("mine.nothing-changed");
        draft_.workspace.ends = "6 pm";
    }
};

class PersonCard : public People {
public:
    explicit PersonCard(Language language) : Admin(language) {
        words::Words const words(language);
        admin_.greys.administrator = words.explain("last-administrator");
        admin_.greys.block = words.explain("blocks-administrator");
        admin_.greys.erase = words.explain("deletes-administrator");
        draft_.opened = admin_.people[0].id.value;
        draft_.open = true;
    }
};

// Asked in the place of the card, before something is done to somebody.
template <auto asked>
class PersonAsked : public People {
public:
    explicit PersonAsked(Language language) : Admin(language) {
        draft_.*asked = base::to_text(admin_.people[1].id);
    }
};

class LetterCard : public Letters {
public:
    explicit LetterCard(Language language) : Admin(language) {
        draft_.opened = admin_.letters[1].id.value;
        draft_.open = true;
    }
};

class Nothing : public Letters {
public:
    explicit Nothing(Language language) : Admin(language) {
        admin_.letters.clear();
        admin_.pages.total = 0;
    }
};

class Failed : public Audit {
public:
    explicit Failed(Language language) : Admin(language) {
        admin_.pages.load = parts::Load::failed;
        admin_.pages.failure = words::Words(language).explain("unexpected", {{"report", "1042"}});
    }
};

class Refused : public People {
public:
    explicit Refused(Language language) : Admin(language) {
        admin_.refused = words::Words(language).explain("administrators-only");
    }
};

class Question : public Asks<People> {
public:
    using Asks::Asks;

protected:
    void ask_again(words::Words const& words) {
        ask_for_password(words);
        ask_.fields.push_back({"again/code", words.say("sign.code"), words.say("again.code-hint")});
    }
};

class Enrol : public Question {
public:
    explicit Enrol(Language language) : Question(language) {
        words::Words const words(language);
        ask_.title = words.say("admin.enrol-title");
        ask_.text = words.say("admin.enrol-text");
        ask_.fields = {{"name", words.say("sign.name-of")}, {"email", words.say("sign.email")}};
        ask_again(words);
        ask_.fields[2].hint = words.say("admin.enrol-again-hint");
        ask_.tick = words.say("admin.enrol-tick");
        ask_.main = words.say("admin.enrol-do");
        ask_draft_.values = {{"name", admin_.people[1].name}, {"email", "anton@example"}};
        ask_.fields[1].problem = words.explain("not-an-email");
        ask_draft_.ticked = true;
    }
};

template <bool gives>
class Right : public Question {
public:
    explicit Right(Language language) : Question(language) {
        words::Words const words(language);
        std::vector<words::Argument> const name = {{"name", admin_.people[1].name}};
        ask_.title = words.say(gives ? "admin.give-title" : "admin.take-title", name);
        ask_.text = words.say(gives ? "admin.give-text" : "admin.take-text");
        ask_again(words);
        ask_.main = words.say(gives ? "admin.give-do" : "admin.take-do");
        ask_.danger = !gives;
    }
};

class Crash : public Screen {
public:
    explicit Crash(Language) {}
    void draw(look::Ui& ui, look::Rect window) override { shell::crash(ui, {false, 1043}, window); }
};

}  // namespace

std::vector<Sample> admin_samples() {
    return {{"admin-people", make<People>},
            {"admin-audit", make<Audit>},
            {"admin-invitations", make<Invitations>},
            {"admin-letters", make<Letters>},
            {"admin-reports", make<Reports>},
            {"admin-workspace", make<WorkspaceSettings>},
            {"admin-person", make<PersonCard>},
            {"admin-block", make<PersonAsked<&accounts::AdminDraft::blocking>>},
            {"admin-end-sessions", make<PersonAsked<&accounts::AdminDraft::ending_sessions>>},
            {"admin-delete", make<PersonAsked<&accounts::AdminDraft::deleting>>},
            {"admin-letter", make<LetterCard>},
            {"admin-nothing", make<Nothing>},
            {"admin-failed", make<Failed>},
            {"admin-refused", make<Refused>},
            {"admin-enrol", make<Enrol>},
            {"admin-give-right", make<Right<true>>},
            {"admin-take-right", make<Right<false>>},
            {"crash", make<Crash>}};
}

}  // namespace samples
