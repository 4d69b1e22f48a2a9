// A file of rows for one table: chosen, its columns mapped, checked with all that is wrong, put
// right, imported, and taken back.
#pragma once

#include <string>
#include <vector>

#include "web-client/look/editor_state.hpp"
#include "web-client/tables/act_undo.hpp"
#include "web-client/tables/import_run.hpp"
#include "web-client/tables/import_send.hpp"

namespace tables {

class ImportScreen {
public:
    ImportScreen(house::Surroundings const& around, std::vector<TableInfo> const& tables,
                 RowNames& names);

    // `act`: what came from a file before, also by another client; none: nothing.
    void go(TableInfo const& table, base::Id128 act);
    void close();
    // Goes on also while another place is shown.
    void work() { send_.work(); }
    parts::Commands commands(words::Words const& words);
    void frame(look::Ui& ui, look::Rect rect, bool narrow);
    void dialogs(look::Ui& ui);

private:
    using Stage = ImportRun::Stage;
    enum class Menu : std::uint8_t { none, target, rule, column };

    void take(std::string name, std::string bytes, bool pasted);
    void import_rows();
    void take_back();
    bool can_take_back() const;
    parts::Command command_to_take_back(words::Words const& words);
    void remember(base::Id128 act);
    void head(look::Ui& ui, look::Rect& rect, bool narrow);
    void begin(look::Ui& ui);
    void taken_back(look::Ui& ui);
    void recognised(look::Ui& ui);
    void columns(look::Ui& ui);
    void result(look::Ui& ui);
    void filters(look::Ui& ui);
    void problems(look::Ui& ui);
    void sending(look::Ui& ui);
    void menus(look::Ui& ui);
    void target_menu(look::Ui& ui);
    void narrow_down();
    void put_right(imports::Problem const& problem);
    void open_menu(Menu menu, look::Rect at);
    std::string column_name(std::uint32_t column) const;  // from 1
    std::string explain(imports::Problem const& problem) const;
    std::string in_words(imports::Target target) const;

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    RowNames& names_;
    words::Words words_{words::Language::english};  // of the last frame
    ImportRun run_;
    ImportSend send_;
    ActUndo undo_;
    base::Id128 act_;  // what came in last; none: nothing
    bool is_open_ = false;
    look::EditorState pasted_;
    Menu menu_ = Menu::none;
    bool menu_wanted_ = false;
    look::Rect menu_at_;
    std::size_t column_ = 0;  // whose menu it is
    // Problems that are shown, by their places; of one rule, or one column.
    std::vector<std::size_t> shown_;
    std::uint64_t shown_of_ = 0;  // which check; 0: they are to be chosen anew
    std::string rule_;
    std::uint32_t of_column_ = 0;
};

}  // namespace tables
