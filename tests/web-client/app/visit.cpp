#include "tests/web-client/app/visit.hpp"

namespace visit {

std::string Answers::last_to(std::string const& path) const {
    for (auto at = asked.rbegin(); at != asked.rend(); ++at)
        if (at->path.substr(0, at->path.find('?')) == path)
            return at->method == "GET" ? at->path : at->body;
    return {};
}

std::optional<platform::Answer> Answers::operator()(platform::Request const& request) {
    asked.push_back(request);
    auto const found = by_path.find(request.path.substr(0, request.path.find('?')));
    if (found == by_path.end()) return std::nullopt;
    return found->second;
}

void Answers::keep(std::string_view path, platform::Answer answer) {
    by_path[std::string(path)] = std::move(answer);
}

Place::Place() {
    server.also = [this](platform::Request const& request) { return answers(request); };
}
Place::~Place() = default;

Stranger::Stranger(std::string const& route, accounts::RegistrationMode mode)
    : tab(machine.open_tab()), api(tab) {
    answers.give<accounts::AboutServer>({mode, true});
    tab.place = route;
    entry = std::make_unique<accounts::SignInScreen>(
        tab, api, [this](accounts::SignedIn const& signed_in) { came_in = signed_in; });
    stage = std::make_unique<support::Stage>([this](look::Ui& ui, look::Rect window) {
        usual = entry->frame(ui, window, nullptr, false).usual;
    });
    settle();
}
Stranger::~Stranger() = default;

void Stranger::settle() {
    machine.pass(100);
    stage->run(4);
}

void Stranger::press(std::string const& button) {
    stage->click(look::Role::button, button);
    settle();
}

void Stranger::open(std::string const& address) {
    tab.place = address;
    stage->run(2);
    settle();
}

Member::Member(std::string const& route, bool administrator, First const& first)
    : anna(server.add_person("Anna", administrator)),
      boris(server.add_person("Boris")),
      tab(machine.open_tab()) {
    if (first) first(*this);
    account = std::make_unique<client::Account>(tab, server.signed_in(anna, {{9, 9}}));
    machine.pass(3'000);
    tab.place = route;
    screens = std::make_unique<house::Screens<Rooms>>(tab, account->api(), *account);
    stage = std::make_unique<support::Stage>([this](look::Ui& ui, look::Rect window) {
        auto const now = screens->frame(ui, window, shell::Shade::dark);
        if (now.language) language = now.language;
        if (now.shade) shade = now.shade;
    });
    settle();
}
Member::~Member() = default;

void Member::settle(int ms) {
    stage->run(2);
    machine.pass(ms);
    stage->run(4);
}

void Member::press(std::string const& button, std::string const& within) {
    stage->click(look::Role::button, button, within);
    stage->run(2);
    settle();
}

accounts::Account const* Member::row() const {
    return account->shown<accounts::Domain>().find(accounts::account_of(anna));
}

}  // namespace visit
