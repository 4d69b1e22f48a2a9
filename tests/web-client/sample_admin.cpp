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
        view_.place = shell::Place::admin;
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
        admin_.pages.load = accounts::Load::failed;
        admin_.pages.failure = words::Words(language).explain("unexpected", {{"report", "1042"}});
    }
};

class Refused : public People {
public:
    explicit Refused(Language language) : Admin(language) {
        admin_.refused = words::Words(language).explain("administrators-only");
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
            {"admin-person", make<PersonCard>},
            {"admin-letter", make<LetterCard>},
            {"admin-nothing", make<Nothing>},
            {"admin-failed", make<Failed>},
            {"admin-refused", make<Refused>},
            {"crash", make<Crash>}};
}

}  // namespace samples
