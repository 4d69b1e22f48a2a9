// A form made from the described fields of a record: the right kind of input for each, its rules
// judged while one types, and what is wrong beside the field that it is wrong in.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"
#include "web-client/look/ui.hpp"

namespace look {

// What the person has touched; problems of other fields are not shown yet. Kept by the caller.
// Fields are named by their paths: "name", "lines/2/amount".
struct FormDraft {
    std::set<std::string> touched;
    bool show_all = false;                     // after an attempt to send
    std::map<std::string, std::string> typed;  // for what is no text, also unfinished
};

struct FormText {
    std::function<std::string(std::string_view field)> label;
    std::function<std::string(std::string_view field)> hint;     // may be absent
    std::function<std::string(std::string_view option)> option;  // names of enumerations
    bool editing = false;       // the record exists: fields that are fixed or kept stay as they are
    base::Currency currency{};  // of an amount that has none yet, and is typed without one
    // Of what is shown else; may be absent.
    std::function<bool(base::FieldInfo const& field)> only{};
    // Rows of other tables: what one is called, and a press on the field, upon which one is chosen
    // elsewhere. Both may be absent; such fields are then left out.
    std::function<std::string(base::FieldInfo const& field, base::Id128 row)> row{};
    std::function<void(base::FieldInfo const& field)> pick{};
};

struct Formed {
    bool changed = false, entered = false;
    base::Problems problems;  // all of them, shown or not; none: the record may be sent
};

// Draws the fields of `record` from top to bottom. Ids and instants are not typed by people and are
// left out, but for those of rows that are chosen; so are fields that only the server sees. `type`
// describes the record.
Formed form(Ui& ui, FormText const& texts, base::TypeInfo const& type, void* record,
            FormDraft& draft);

template <base::Described Record>
Formed form(Ui& ui, FormText const& texts, Record& record, FormDraft& draft) {
    return form(ui, texts, base::type_of<Record>(), &record, draft);
}

}  // namespace look
