#include "web-client/tables/chosen_rows.hpp"

#include "shared/wire/bytes.hpp"
#include "shared/world/edit_rows.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/confirm.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

// What people can say of many rows at once.
bool can_be_given(base::FieldInfo const& field) {
    if (world::bars_edit(field) || field.name == "id") return false;
    switch (held_type(field).kind) {
        case base::Kind::list:
        case base::Kind::record:
        case base::Kind::variant:
        case base::Kind::instant:
            return false;
        case base::Kind::id:
            return !field.rules.refers_to.empty();
        default:
            return true;
    }
}

}  // namespace

void ChosenRows::begin(TableInfo const& table) {
    end();
    table_ = &table;
    around_.platform.wake();
}

void ChosenRows::end() {
    table_ = nullptr;
    rows_.clear();
    menu_wanted_ = asks_to_erase_ = asks_for_value_ = false;
    field_ = nullptr;
    value_.reset();
}

void ChosenRows::press(void const* row) {
    auto const id = id_of(*table_->row, row);
    if (rows_.erase(id) == 0) rows_[id] = table_->copy(row);
}

bool ChosenRows::has(void const* row) const {
    return table_ && rows_.count(id_of(*table_->row, row)) != 0;
}

parts::Commands ChosenRows::commands(words::Words const& words) {
    parts::Command done{"tables.choose-end", look::Icon::x, [this] {
                            end();
                            around_.platform.wake();
                        }};
    done.key = parts::Key::escape;
    parts::Command give{"tables.give", look::Icon::pencil, [this] {
                            menu_wanted_ = true;
                            around_.platform.wake();
                        }};
    parts::Command erase{"tables.erase", look::Icon::trash, [this] {
                             asks_to_erase_ = true;
                             around_.platform.wake();
                         }};
    erase.danger = true;
    if (!table_->comes_and_goes) erase.grey = words.explain("rows-kept");
    if (rows_.empty()) give.grey = erase.grey = words.say("tables.none-chosen");
    return {std::move(done), std::move(erase), std::move(give)};
}

void ChosenRows::want(std::vector<Wish> const& wishes) {
    if (auto const refusal = tables::want(around_.platform, around_.account, wishes))
        return around_.tell(words_.explain(*refusal), look::Tone::bad);
    wanted_ = true;
    around_.tell(words_.say("tables.asked"), look::Tone::normal);
    end();
}

void ChosenRows::erase() {
    std::vector<Wish> wishes;
    for (auto const& [id, row] : rows_) wishes.push_back({table_, row, nullptr});
    want(wishes);
}

void ChosenRows::give_value() {
    auto const bytes = wire::to_bytes(*field_->type, field_->of(value_.get()));
    std::vector<Wish> wishes;
    for (auto const& [id, row] : rows_) {
        auto after = table_->copy(row.get());
        wire::from_bytes(bytes, *field_->type, field_->member(after.get()));
        wishes.push_back({table_, row, std::move(after)});
    }
    want(wishes);
}

void ChosenRows::fields_menu(look::Ui& ui, look::Rect at) {
    std::string const label = ui.say("tables.give");
    if (std::exchange(menu_wanted_, false)) look::open_menu(ui, "give");
    if (!look::begin_menu(ui, "give", label, at)) return;
    for (auto const& field : table_->row->fields) {
        if (!can_be_given(field)) continue;
        auto const name = field_in_words(*ui.words, table_->name, field.name);
        if (!look::menu_item(ui, {name})) continue;
        field_ = &field;
        value_ = table_->copy(rows_.begin()->second.get());
        draft_ = {};
        asks_for_value_ = true;
    }
    look::end_menu(ui);
}

void ChosenRows::value_dialog(look::Ui& ui) {
    if (!asks_for_value_) return;
    look::Dialog dialog;
    std::string const title = ui.say("tables.give-title", {{"n", rows_.size()}});
    dialog.title = title;
    dialog.id = "give-value";
    if (!look::begin_dialog(ui, dialog, asks_for_value_)) return;
    look::FormText texts;
    if (auto const* workspace = around_.account.workspace()) texts.currency = workspace->currency;
    texts.label = [&](std::string_view field) {
        return field_in_words(words_, table_->name, field);
    };
    texts.option = [&](std::string_view option) { return option_in_words(words_, option); };
    texts.editing = true;
    texts.only = [&](base::FieldInfo const& field) { return field.name == field_->name; };
    texts.row = [&](base::FieldInfo const& field, base::Id128 id) {
        return names_.of(field.rules.refers_to, id);
    };
    texts.pick = [&](base::FieldInfo const& field) {
        picker_.open(field.rules.refers_to, field_in_words(words_, table_->name, field.name),
                     [this, &field](base::Id128 id) {
                         if (value_) put_id(field, value_.get(), id);
                     });
    };
    auto const formed = look::form(ui, texts, *table_->row, value_.get(), draft_);
    look::DialogButtons buttons;
    std::string const main = ui.say("tables.save"), other = ui.say("dialog.cancel");
    buttons.main.label = main;
    buttons.main.kind = look::Kind::primary;
    std::string const grey = formed.problems.empty() ? std::string() : ui.say("tables.not-yet");
    buttons.main.grey = grey;
    buttons.other = other;
    auto const answer = look::dialog_buttons(ui, buttons);
    bool const given = grey.empty() && (answer == look::Answer::main || formed.entered);
    if (given || answer == look::Answer::other) asks_for_value_ = false;
    look::end_dialog(ui);
    if (given) give_value();
}

void ChosenRows::dialogs(look::Ui& ui, look::Rect menu_at) {
    words_ = *ui.words;
    if (!table_) return;
    fields_menu(ui, menu_at);
    value_dialog(ui);
    if (!table_ || !asks_to_erase_) return;
    parts::Question question;
    question.title = ui.say("tables.erase-n-title", {{"n", rows_.size()}});
    question.text = ui.say("tables.erase-n-text");
    question.main = ui.say("tables.erase-sure");
    if (parts::confirm(ui, question, asks_to_erase_)) erase();
}

}  // namespace tables
