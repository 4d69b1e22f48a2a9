// The room of the trial domain: one's notebooks in the navigation, and the notes of the one that is
// open.
#pragma once

#include <string>
#include <vector>

#include "web-client/house/kept.hpp"
#include "web-client/house/room.hpp"
#include "web-client/look/form.hpp"
#include "web-client/look/table.hpp"

namespace notes {

// A line of the table.
struct Line {
    base::Id<Note> id;
    std::string title, due, amount, price, state;
    bool is_done = false;
};

class Room {
public:
    using Domain = notes::Domain;
    explicit Room(house::Surroundings const& around) : around_(around), account_(around.account) {}
    Room(Room const&) = delete;
    Room& operator=(Room const&) = delete;

    bool go(std::string const& route);
    bool is_for_guests(std::string const&) const { return false; }
    void leave();
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui&) { return {}; }
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const& words);
    bool has_details() const { return false; }
    void refresh(words::Words const& words);
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui& ui);
    house::Said<Command> said(words::Words const& words, Command const& command);
    std::string draft_title(words::Words const&, std::string const&) { return {}; }

private:
    // What is typed of a note, or of a notebook, before it is one.
    struct Typed {
        std::string title;
        base::Day due{};
        base::Quantity amount{1'000};
        std::optional<base::Money> price;
        static constexpr auto fields() {
            return base::Pack{base::field("title", &Typed::title).required().line().at_most(60),
                              base::field("due", &Typed::due),
                              base::field("amount", &Typed::amount).within(0, 1'000'000'000),
                              base::field("price", &Typed::price).within(0, 1'000'000'000'000)};
        }
    };
    using Version = std::uint64_t;

    Notebook const* notebook() const { return account_.shown<Domain>().find(open_); }
    std::string finish_grey(words::Words const& words) const;
    void begin_notebook();
    void begin_note();
    void finish();
    bool want(words::Words const& words, Command const& command);
    void write_notebook(look::Ui& ui);
    void write_note(look::Ui& ui);

    house::Surroundings around_;
    client::Account& account_;
    base::Id<Notebook> open_{};
    bool is_open_ = false;
    house::Kept<std::vector<Line>, base::Id<Notebook>, Version, words::Language> lines_;
    look::Sort sort_{{"due"}};
    base::Id<Note> chosen_{};
    Typed typed_;
    std::string book_title_;
    look::FormDraft form_;
    bool writing_ = false, opening_ = false;
};

}  // namespace notes
