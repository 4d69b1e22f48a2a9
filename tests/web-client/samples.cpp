#include "tests/web-client/samples.hpp"

#include "tests/web-client/sample_frame.hpp"
#include "web-client/look/dialog.hpp"
#include "web-client/messaging/channels.hpp"
#include "web-client/shell/about.hpp"
#include "web-client/shell/not_there.hpp"
#include "web-client/shell/sign_out.hpp"

namespace samples {
namespace {

using words::Language;

class Channel : public SignedIn {
public:
    explicit Channel(Language language)
        : SignedIn(language),
          channel_(channel_view(language)),
          details_view_(details_view(language)) {
        details_open_ = true;
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        messaging::channel(ui, channel_, draft_, columns.work, columns.narrow, details_open_);
    }
    void details(look::Ui& ui, shell::Columns const& columns) override {
        messaging::details(ui, details_view_, details_draft_, columns.details,
                           !columns.details_beside);
    }
    messaging::ChannelView channel_;
    messaging::DetailsView details_view_;
    messaging::ChannelDraft draft_;
    messaging::DetailsDraft details_draft_;
};

class Chat : public Channel {
public:
    explicit Chat(Language language) : Channel(language) { details_open_ = false; }
};

class LongChat : public Channel {
public:
    explicit LongChat(Language language) : Channel(language) {
        channel_ = long_channel_view(language, 400);
        details_open_ = false;
        view_.connection = {shell::Link::offline, 3, 1, -1, 12};
        channel_.messages.back().delivery = messaging::Delivery::refused;
        channel_.messages.back().reason = words::Words(language).explain("channel-unknown");
        channel_.messages[398].delivery = messaging::Delivery::doubtful;
        channel_.messages[398].reason = words::Words(language).explain("channel-unknown");
    }
};

// Of this channel nothing was kept here, and there is no connection.
class AbsentChannel : public Chat {
public:
    explicit AbsentChannel(Language language) : Chat(language) {
        channel_.messages.clear();
        channel_.first_new = -1;
        channel_.is_absent = true;
        view_.connection = {shell::Link::offline, 0, 0, -1, 12};
    }
};

class NoChannel : public SignedIn {
public:
    explicit NoChannel(Language language) : SignedIn(language) {
        view_.route = shell::home;
        auto& channels = view_.sections.front();
        words::Words const words(language);
        channels.entries.clear();
        channels.empty = words.say("nav.channels-empty");
        channels.when_empty = channels.action;
        channels.when_empty->name = "nav.create-first";
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        messaging::no_channel(ui, {}, messaging::create_command([] {}), columns.work);
    }
};

class Home : public SignedIn {
public:
    explicit Home(Language language) : SignedIn(language) {
        view_.route = shell::home;
        refuse(2);
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        messaging::NoChannelView view;
        view.has_channels = true;
        messaging::no_channel(ui, view, messaging::create_command([] {}), columns.work);
    }
    void above(look::Ui& ui) override {
        toasts_.resize(1);
        toasts_[0].text = ui.say("reason.already-member");
        toasts_[0].tone = look::Tone::bad;
        look::toasts(ui, toasts_);
    }

private:
    std::vector<look::Toast> toasts_;
};

class ListOfPeople : public SignedIn {
public:
    explicit ListOfPeople(Language language)
        : SignedIn(language), people_(people_view(language, 40)) {
        view_.route = "/people";
        view_.connection = {shell::Link::offline, 3, 0, -1, -1};
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        accounts::people(ui, people_, draft_, columns.work, columns.narrow);
    }

private:
    accounts::PeopleView people_;
    accounts::PeopleDraft draft_;
};

class Sessions : public SignedIn {
public:
    explicit Sessions(Language language) : SignedIn(language), sessions_(sessions_view(language)) {
        view_.route = "/sessions";
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        accounts::sessions(ui, sessions_, draft_, columns.work, columns.narrow);
    }

private:
    accounts::SessionsView sessions_;
    accounts::SessionsDraft draft_;
};

class Tray : public SignedIn {
public:
    explicit Tray(Language language) : SignedIn(language), tray_(tray_view(language)) {
        view_.route = shell::tray_route;
        refuse(2);
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        shell::tray(ui, tray_, draft_, columns.work, columns.narrow);
    }

private:
    shell::TrayView tray_;
    shell::TrayDraft draft_;
};

class About : public SignedIn {
public:
    explicit About(Language language) : SignedIn(language) { view_.route = shell::about_route; }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        shell::about(ui, columns.work, columns.narrow);
    }
};

// A channel that nobody knows or that one has left, and to which nothing was written.
class GoneChannel : public SignedIn {
public:
    explicit GoneChannel(Language language)
        : SignedIn(language),
          gone_{words::Words(language).say("channel.gone-title"),
                words::Words(language).say("channel.gone-text"),
                {}} {
        view_.route = "/channels/c-gone";
    }

protected:
    void work(look::Ui& ui, shell::Columns const& columns) override {
        shell::not_there(ui, gone_, columns.work, columns.narrow);
    }

    shell::NotThere gone_;
};

// One to which something was written, which was not sent.
class NotThere : public GoneChannel {
public:
    explicit NotThere(Language language) : GoneChannel(language) {
        gone_.draft = in(language, "Успеем, если печь № 2 свободна", "Yes, if oven 2 is free");
    }
};

// An address of nothing.
class Nowhere : public GoneChannel {
public:
    explicit Nowhere(Language language) : GoneChannel(language) {
        words::Words const words(language);
        gone_ = {words.say("nowhere.title"), words.say("nowhere.text"), {}};
        view_.route = "/warehouse/7";
    }
};

class CreateChannel : public Chat {
public:
    explicit CreateChannel(Language language) : Chat(language) {
        draft_create_.title = in(language, "Кондитерская", "Patisserie");
        draft_create_.focus_given = true;
    }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        messaging::create_dialog(ui, {}, draft_create_, open);
    }

private:
    messaging::CreateDraft draft_create_;
};

class Invite : public Chat {
public:
    explicit Invite(Language language) : Chat(language), invite_(invite_view(language)) {
        draft_invite_.chosen = {"p-ilya"};
        draft_invite_.focus_given = true;
    }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        parts::choose_people(ui, invite_, draft_invite_, open);
    }

private:
    parts::ChooseView invite_;
    parts::ChooseDraft draft_invite_;
};

class SignOut : public Chat {
public:
    explicit SignOut(Language language) : Chat(language) {
        out_.unsent = {in(language, "«Цех»: Успеем, если печь № 2 свободна с девяти.",
                          "“Workshop”: Yes, if oven 2 is free from nine."),
                       in(language, "Новый канал: Кондитерская", "New channel: Patisserie")};
        out_.online = false;
    }

protected:
    void above(look::Ui& ui) override {
        bool open = true;
        shell::sign_out_dialog(ui, out_, open);
    }

private:
    shell::SignOutView out_;
};

}  // namespace

std::vector<Sample> all() {
    std::vector<Sample> list{{"channel", make<Channel>},
                             {"chat", make<Chat>},
                             {"long-chat", make<LongChat>},
                             {"absent-channel", make<AbsentChannel>},
                             {"no-channel", make<NoChannel>},
                             {"home", make<Home>},
                             {"people", make<ListOfPeople>, 700, 256},
                             {"sessions", make<Sessions>},
                             {"tray", make<Tray>},
                             {"about", make<About>},
                             {"gone-channel", make<GoneChannel>},
                             {"not-there", make<NotThere>},
                             {"nowhere", make<Nowhere>},
                             {"create", make<CreateChannel>},
                             {"invite", make<Invite>},
                             {"sign-out", make<SignOut>},
                             {"menu", make<Chat>, 100, 768, true},
                             {"tooltip", make<Channel>, 1250, 131}};
    for (auto const& more : {sign_samples(), account_samples(), admin_samples(), table_samples()})
        list.insert(list.end(), more.begin(), more.end());
    return list;
}

}  // namespace samples
