#include "web-client/look/form.hpp"

#include <cstring>
#include <type_traits>

#include "shared/base/check.hpp"
#include "shared/base/text.hpp"
#include "web-client/look/form_input.hpp"

namespace look {
namespace forms {
namespace {

using base::as;
using base::FieldInfo;
using base::TypeInfo;

// The value of a field, which an optional one may lack.
class Slot {
public:
    Slot(TypeInfo const& type, void* value) : type_(type), value_(value) {}

    bool optional() const { return type_.kind == base::Kind::optional; }
    TypeInfo const& bare() const { return optional() ? *type_.inner : type_; }
    // Null: nothing.
    void* held() const { return optional() ? type_.optional->held(value_) : value_; }
    // What is held, or else an empty value that is held from now on.
    void* begun() const {
        void* const there = held();
        return there ? there : type_.optional->emplace(value_);
    }
    // Only of an optional one.
    void reset() const { type_.optional->reset(value_); }

private:
    TypeInfo const& type_;
    void* value_;
};

// What people type, choose or tick; a list of records is a row of small forms. Ids and instants are
// the program's.
bool is_shown(TypeInfo const& type) {
    if (type.kind == base::Kind::list) return type.inner->kind == base::Kind::record;
    switch (type.kind == base::Kind::optional ? type.inner->kind : type.kind) {
        case base::Kind::text:
        case base::Kind::boolean:
        case base::Kind::whole:
        case base::Kind::enumeration:
        case base::Kind::day:
        case base::Kind::currency:
        case base::Kind::money:
        case base::Kind::quantity:
        case base::Kind::names:
            return true;
        default:
            return false;
    }
}

// How a value stands in its field, and how it is read from there.
std::string typed_text(Ui const& ui, TypeInfo const& type, void const* value,
                       base::Rules const& rules) {
    switch (type.kind) {
        case base::Kind::whole:
            return std::to_string(base::whole_in(type, value));
        case base::Kind::day:
            return ui.words->typed(as<base::Day>(value));
        case base::Kind::quantity:
            return ui.words->typed(as<base::Quantity>(value));
        case base::Kind::money:
            return ui.words->typed(as<base::Money>(value), rules.currency.is_none());
        default:
            return std::string(as<base::Currency>(value).code());
    }
}
base::Problem take_typed(Ui const& ui, std::string const& typed, TypeInfo const& type, void* value,
                         base::Rules const& rules, base::Currency currency) {
    switch (type.kind) {
        case base::Kind::whole: {
            std::int64_t whole = 0;
            auto problem = take_whole(typed, type.least(), type.most(), whole);
            if (problem.rule.empty()) base::put_whole(type, value, whole);
            return problem;
        }
        case base::Kind::day:
            return take_day(ui, typed, as<base::Day>(value));
        case base::Kind::quantity:
            return take_quantity(ui, typed, as<base::Quantity>(value));
        case base::Kind::money:
            return take_money(ui, typed, rules, currency, as<base::Money>(value));
        default:
            return take_currency(typed, as<base::Currency>(value));
    }
}

Typed letters(Context& form, Input const& input, Slot const& slot) {
    std::string typed;
    if (auto const* held = slot.held()) typed = as<std::string>(held);
    Typed const event = text(form.ui, input, typed);
    if (slot.optional() && typed.empty())
        slot.reset();
    else
        as<std::string>(slot.begun()) = std::move(typed);
    return event;
}

Typed chosen(Context& form, Input const& input, Slot const& slot) {
    auto const& ui = form.ui;
    std::vector<std::string> names;
    if (slot.optional()) names.push_back(ui.say("value.none"));
    if (slot.bare().kind == base::Kind::boolean)
        for (bool const either : {false, true}) names.push_back(ui.words->flag(either));
    else
        for (auto const name : slot.bare().names)
            names.push_back(form.texts.option ? form.texts.option(name) : std::string(name));
    // A flag is one byte as an enumeration is, 0 or 1.
    static_assert(sizeof(bool) == 1);
    int const first = slot.optional() ? 1 : 0;
    auto const* held = slot.held();
    int choice = held ? first + as<std::uint8_t>(held) : 0;
    Typed event;
    event.changed = forms::choice(form.ui, input, names, choice);
    if (choice < first)
        slot.reset();
    else
        as<std::uint8_t>(slot.begun()) = static_cast<std::uint8_t>(choice - first);
    return event;
}

// In which an amount is that is typed without a currency.
base::Currency currency_of(Context const& form, Slot const& slot, base::Rules const& rules) {
    if (slot.bare().kind != base::Kind::money) return {};
    if (!rules.currency.is_none()) return rules.currency;
    auto const* held = slot.held();
    auto const own = held ? as<base::Money>(held).currency : base::Currency{};
    return own.is_none() ? form.texts.currency : own;
}

Typed written(Context& form, Input const& input, base::Rules const& rules, Slot const& slot) {
    auto const& ui = form.ui;
    auto const* held = slot.held();
    auto const usual = held ? typed_text(ui, slot.bare(), held, rules) : std::string();
    return taken(form, input, usual, [&](std::string const& typed) -> base::Problem {
        if (slot.optional() && base::is_blank(typed)) {
            slot.reset();
            return {};
        }
        bool const was_there = slot.held() != nullptr;
        auto const currency = currency_of(form, slot, rules);
        auto problem = take_typed(ui, typed, slot.bare(), slot.begun(), rules, currency);
        if (!problem.rule.empty() && !was_there) slot.reset();
        return problem;
    });
}

void both_names(Context& form, std::string const& path, FieldInfo const& field, Slot const& slot) {
    base::Names both;
    if (auto const* held = slot.held()) both = as<base::Names>(held);
    names(form, path, field.name, field.rules, both);
    if (slot.optional() && both.ru.empty() && both.en.empty())
        slot.reset();
    else
        as<base::Names>(slot.begun()) = std::move(both);
}

Typed one(Context& form, Input const& input, base::Rules const& rules, Slot const& slot) {
    switch (slot.bare().kind) {
        case base::Kind::text:
            return letters(form, input, slot);
        case base::Kind::boolean:
            if (!slot.optional()) {
                Typed event;
                event.changed = flag(form.ui, input, as<bool>(slot.held()));
                return event;
            }
            return chosen(form, input, slot);
        case base::Kind::enumeration:
            return chosen(form, input, slot);
        default:
            return written(form, input, rules, slot);
    }
}

// Puts one value into another one of its type; what is left behind is some value.
void move_value(TypeInfo const& type, void* to, void* from) {
    switch (type.kind) {
        case base::Kind::text:
            as<std::string>(to) = std::move(as<std::string>(from));
            return;
        case base::Kind::names:
            as<base::Names>(to) = std::move(as<base::Names>(from));
            return;
        case base::Kind::optional:
            if (void* const held = type.optional->held(from))
                move_value(*type.inner, type.optional->emplace(to), held);
            else
                type.optional->reset(to);
            return;
        case base::Kind::list: {
            auto const count = type.list->count(from);
            type.list->clear_for(to, count);
            auto* item = static_cast<char*>(type.list->first(from));
            for (std::size_t i = 0; i < count; ++i, item += type.inner->size)
                move_value(*type.inner, type.list->add(to), item);
            return;
        }
        case base::Kind::variant:
            return move_value(*type.options[type.variant->index(from)].type,
                              type.variant->emplace(to, type.variant->index(from)),
                              type.variant->held(from));
        case base::Kind::record:
            for (auto const& field : type.fields)
                move_value(*field.type, field.member(to), field.member(from));
            return;
        default:  // all others are nothing but their bytes
            static_assert(std::is_trivially_copyable_v<base::Id128> &&
                          std::is_trivially_copyable_v<base::Instant> &&
                          std::is_trivially_copyable_v<base::Day> &&
                          std::is_trivially_copyable_v<base::Money> &&
                          std::is_trivially_copyable_v<base::Currency> &&
                          std::is_trivially_copyable_v<base::Quantity>);
            std::memcpy(to, from, type.size);
            return;
    }
}

// A row of another table, which is chosen elsewhere.
bool is_picked(Context const& form, FieldInfo const& field) {
    auto const& type = field.type->kind == base::Kind::optional ? *field.type->inner : *field.type;
    return form.texts.pick && type.kind == base::Kind::id && !field.rules.refers_to.empty() &&
           field.name != "id";
}
void picked(Context& form, Input const& input, FieldInfo const& field, Slot const& slot) {
    auto const* held = slot.held();
    bool const none = !held || as<base::Id128>(held).is_none();
    if (press_to_pick(form.ui, input,
                      none ? std::string() : form.texts.row(field, as<base::Id128>(held))))
        form.texts.pick(field);
}

void fields(Context& form, std::string const& prefix, TypeInfo const& type, void* record);

void items(Context& form, std::string const& path, std::string const& label, FieldInfo const& field,
           void* list) {
    auto const& acts = *field.type->list;
    auto const& item = *field.type->inner;
    auto const at = [&](std::size_t i) {
        return static_cast<char*>(acts.first(list)) + i * item.size;
    };
    auto const count = acts.count(list);
    auto removed = count;
    for (std::size_t i = 0; i < count; ++i) {
        if (remove_item(form, path, label, i + 1)) removed = i;
        fields(form, path + "/" + std::to_string(i) + "/", item, at(i));
    }
    // Only now that all are drawn: else what stands in the fields of the removed one would be read
    // into the next, which has its path.
    if (removed < count) {
        for (std::size_t next = removed + 1; next < count; ++next)
            move_value(item, at(next - 1), at(next));
        acts.drop_last(list);
        forget_items(form, path);
    }
    if (add_item(form, path, label, acts.count(list), field.rules)) acts.add(list);
}

void fields(Context& form, std::string const& prefix, TypeInfo const& type, void* record) {
    for (auto const& field : type.fields) {
        if (!is_shown(*field.type) && !is_picked(form, field)) continue;
        if (form.texts.only && !form.texts.only(field)) continue;
        bool const stays = form.texts.editing && (field.rules.fixed || !field.rules.kept.empty());
        if (field.rules.server_only || stays) continue;
        auto const path = prefix + std::string(field.name);
        auto const label = form.texts.label(field.name);
        void* const value = field.member(record);
        Slot const slot(*field.type, value);
        if (field.type->kind == base::Kind::list) {
            items(form, path, label, field, value);
        } else if (slot.bare().kind == base::Kind::names) {
            both_names(form, path, field, slot);
        } else {
            auto const currency = currency_of(form, slot, field.rules);
            auto input = form.input(path, label, field.name, field.rules, currency);
            bool const is_usual = field.rules.currency.is_none() && !currency.is_none();
            if (is_usual && input.hint.empty()) input.hint = currency.code();
            if (is_picked(form, field))
                picked(form, input, field, slot);
            else
                form.heard(input, one(form, input, field.rules, slot));
        }
    }
}

}  // namespace
}  // namespace forms

Formed form(Ui& ui, FormText const& texts, base::TypeInfo const& type, void* record,
            FormDraft& draft) {
    auto const judged = [&] {
        base::Problems problems;
        base::check_typed(type, record, base::Rules{}, "", problems);
        return problems;
    };
    base::Problems const before = judged();
    forms::Context context{ui, texts, draft, before};
    forms::fields(context, "", type, record);
    if (context.entered) draft.show_all = true;
    // What was typed in this frame is judged in this frame; unfinished values stay problems.
    Formed formed{context.changed, context.entered, judged()};
    for (auto& problem : context.unfinished) formed.problems.push_back(std::move(problem));
    return formed;
}

}  // namespace look
