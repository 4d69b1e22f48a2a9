// My account, and the dialogs in which something is asked for it.
#include "tests/web-client/sample_frame.hpp"
#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/second_factor.hpp"
#include "web-client/parts/shown_once.hpp"
#include "web-client/shell/banner.hpp"

namespace samples {
namespace {

using words::Language;

template <accounts::MinePage page>
class Mine : public SignedIn {
public:
    explicit Mine(Language language) : SignedIn(language), mine_(mine_view(language)) {
        view_.route = "/account";
        mine_.page = page;
        draft_.name = mine_.name;
        draft_.location = in(language, "Казань, цех № 2", "Kazan, workshop 2");
        draft_.biography.text = in(language, "Технолог. Отвечаю за рецепты и закваски.",
                                   "Technologist. Ask me about recipes and leaven.");
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        accounts::mine(ui, mine_, draft_, columns.work, columns.narrow);
    }
    accounts::MineView mine_;
    accounts::MineDraft draft_;
};
using Profile = Mine<accounts::MinePage::profile>;
using Tokens = Mine<accounts::MinePage::tokens>;
using Everything = Mine<accounts::MinePage::everything>;

class EntryPage : public Mine<accounts::MinePage::entry> {
public:
    explicit EntryPage(Language language) : Mine(language) {
        mine_.second_factor = true;
        mine_.recovery_codes = 2;
    }
};

// With the line above all screens.
class Leaving : public Screen {
public:
    explicit Leaving(Language language) : screen_(language) {}
    void draw(look::Ui& ui, look::Rect window) override {
        std::string const date = ui.words->date(now_us + 518'400'000'000, {});
        shell::banner(ui, window, {ui.say("leaving.on", {{"date", date}}), ui.say("leaving.keep")});
        screen_.draw(ui, window);
    }

private:
    Everything screen_;
};

class AskPassword : public Asks<Everything> {
public:
    explicit AskPassword(Language language) : Asks(language) {
        words::Words const words(language);
        ask_.title = words.say("mine.leave");
        ask_.text = words.say("mine.leave-about");
        ask_.fields = {{"password", words.say("mine.password-current")}};
        ask_.fields[0].password = true;
        ask_.fields[0].problem = words.explain("wrong-password");
        ask_.tick = words.say("mine.leave-tick");
        ask_.warning = words.say("mine.leave-warning");
        ask_.main = words.say("mine.leave-do");
        ask_.danger = true;
        ask_draft_.ticked = true;
    }
};

class AskToken : public Asks<Everything> {
public:
    explicit AskToken(Language language) : Asks(language) {
        words::Words const words(language);
        ask_.title = words.say("token.make-title");
        ask_.text = words.say("token.about");
        ask_.fields = {{"name", words.say("token.name"), words.say("token.name-hint")}};
        ask_.choices = {
            {"scope",
             words.say("token.scope"),
             {words.say("token.scope-read"), words.say("token.scope-write"),
              words.say("token.scope-admin")}},
            {"days",
             words.say("token.days"),
             {words.say("token.days-n", {{"n", 7}}), words.say("token.days-n", {{"n", 30}}),
              words.say("token.days-n", {{"n", 90}}), words.say("token.days-n", {{"n", 365}})}}};
        ask_for_password(words);
        ask_.main = words.say("token.make-do");
    }
};

class Factor : public EntryPage {
public:
    explicit Factor(Language language) : EntryPage(language) {
        factor_.secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        // Not a code that can be read: the pattern of one, of the usual size.
        for (int y = 0; y < 45; ++y) {
            std::string row;
            for (int x = 0; x < 45; ++x) row += (x * 7 + y * 13 + x * y) % 3 == 0 ? '1' : '0';
            factor_.picture.push_back(row);
        }
        factor_draft_.focus_given = true;
    }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        accounts::second_factor(ui, factor_, factor_draft_, open);
    }

private:
    accounts::FactorView factor_;
    accounts::FactorDraft factor_draft_;
};

class Codes : public EntryPage {
public:
    explicit Codes(Language language) : EntryPage(language) {
        words::Words const words(language);
        shown_.title = shown_.label = words.say("factor.codes-title");
        shown_.text = words.say("factor.codes-text");
        for (int i = 0; i < 10; ++i)
            shown_.lines.push_back("k7hd-" + std::to_string(2311 + 97 * i));
        shown_.file = "codes.txt";
    }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        parts::shown_once(ui, shown_, open);
    }
    parts::ShownOnce shown_;
};

class NewToken : public Codes {
public:
    explicit NewToken(Language language) : Codes(language) {
        words::Words const words(language);
        shown_.title = shown_.label = words.say("token.made-title");
        shown_.text = words.say("token.made-text");
        shown_.lines = {"kontor_4f9a0c2d7e8b1a6f5c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b"};
        shown_.file.clear();
        shown_.copied = true;
    }
};

}  // namespace

std::vector<Sample> account_samples() {
    return {{"account", make<Profile>},       {"account-entry", make<EntryPage>},
            {"account-tokens", make<Tokens>}, {"account-data", make<Everything>},
            {"leaving", make<Leaving>},       {"ask-leaving", make<AskPassword>},
            {"ask-token", make<AskToken>},    {"second-factor", make<Factor>},
            {"recovery-codes", make<Codes>},  {"new-token", make<NewToken>}};
}

}  // namespace samples
