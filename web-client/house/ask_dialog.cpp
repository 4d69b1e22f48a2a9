#include "web-client/house/ask_dialog.hpp"

#include "web-client/house/failure.hpp"

namespace house {

namespace {

// Wrong by nature while it is still being typed: told only after an attempt to send.
bool is_unfinished(std::string const& rule) {
    return rule == "required" || rule == "not-an-email" || rule == "password-too-short" ||
           rule == "too-small" || rule == "type-email";
}

}  // namespace

void AskDialog::open(parts::AskView view, Judge judge, Send send) {
    ++number_;
    view_ = std::move(view);
    judge_ = std::move(judge);
    send_ = std::move(send);
    view_.busy = false;
    draft_ = {};
    refused_.clear();
    refused_as_a_whole_.clear();
    kept_.open(account_.drafts(), view_.kept_at, kept_lines());
    asking_ = true;
}

// What of it may lie on the disk: no password, and no code, which is asked for again each time.
KeptLines::Lines AskDialog::kept_lines() {
    KeptLines::Lines lines;
    for (auto const& field : view_.fields)
        if (!field.password && !field.once) lines.push_back(&draft_.values[field.id]);
    return lines;
}

void AskDialog::done(Question const& question) {
    if (!question.kept_at.empty()) account_.drafts().type(question.kept_at, {});
    if (question.number != number_) return;
    view_.busy = false;
    asking_ = false;
    platform_.wake();
}

void AskDialog::failed(Question const& question, words::Words const& words,
                       client::Failure const& failure) {
    if (question.number != number_) return;
    view_.busy = false;
    refused_ = failures::by_field(words, failure);
    refused_values_ = draft_.values;
    refused_as_a_whole_.clear();
    bool told = false;
    for (auto const& field : view_.fields) told = told || refused_.count(field.id) != 0;
    // A wrong password or code is told where it was typed.
    for (auto const& field : view_.fields)
        if (!failure.rule.empty() && field.refused_by == failure.rule) {
            refused_[field.id] = words.explain(failure.rule);
            told = true;
        }
    if (!told) refused_as_a_whole_ = failures::in_words(words, failure);
    platform_.wake();
}

void AskDialog::show_once(parts::ShownOnce shown) {
    shown_ = std::move(shown);
    showing_ = true;
    platform_.wake();
}

void AskDialog::judge(look::Ui const& ui) {
    if (!refused_values_.empty() && refused_values_ != draft_.values) {
        refused_.clear();
        refused_values_.clear();
        refused_as_a_whole_.clear();
    }
    view_.problem = refused_as_a_whole_;
    auto const problems = judge_ ? judge_(draft_) : base::Problems{};
    wrong_ = !problems.empty();
    for (auto& field : view_.fields) {
        auto const refused = refused_.find(field.id);
        field.problem = refused == refused_.end() ? std::string() : refused->second;
        for (auto const& problem : problems)
            if (problem.path == "/" + field.id && field.problem.empty() &&
                (draft_.tried || !is_unfinished(problem.rule)))
                field.problem = ui.words->explain(problem);
    }
}

void AskDialog::frame(look::Ui& ui) {
    if (asking_) judge(ui);
    bool const pressed = parts::ask(ui, view_, draft_, asking_);
    if (!kept_.place().empty()) {
        if (asking_) kept_.give(account_.drafts(), kept_lines());
        if (draft_.cancelled) kept_.drop(account_.drafts());
    }
    if (pressed && asking_) {
        draft_.tried = true;
        ui.redraw_within(0);
        if (!wrong_) {
            view_.busy = true;
            auto const send = send_;  // what is sent may open the next question in this one's place
            auto draft = draft_;
            send(draft);
        }
    }
    if (!asking_) view_.busy = false;
    auto const wished = parts::shown_once(ui, shown_, showing_);
    std::string all;
    for (auto const& line : shown_.lines) all += line + (shown_.lines.size() > 1 ? "\n" : "");
    if (wished.copy) {
        platform_.copy(all);
        shown_.copied = true;
    }
    if (wished.save) platform_.save_file(shown_.file, all);
    if (!showing_) shown_.lines.clear();  // nothing secret stays
}

}  // namespace house
