#include "shared/wire/json.hpp"

#include <cmath>

#include "shared/base/take_in.hpp"
#include "shared/wire/json_parts.hpp"

namespace wire::json {
namespace {

void write_money(Out& out, base::Money value) {
    out.StartObject();
    key(out, "minor");
    out.Int64(value.minor);
    key(out, "currency");
    put(out, value.currency.code());
    out.EndObject();
}

void write_quantity(Out& out, base::Quantity value) {
    out.StartObject();
    key(out, "thousandths");
    out.Int64(value.thousandths);
    out.EndObject();
}

void write_names(Out& out, base::Names const& value) {
    out.StartObject();
    key(out, "ru");
    put(out, value.ru);
    key(out, "en");
    put(out, value.en);
    out.EndObject();
}

void write_record(Out& out, base::TypeInfo const& type, void const* value) {
    out.StartObject();
    for (auto const& field : type.fields) {
        if (field.rules.server_only) continue;
        key(out, field.name);
        write(out, *field.type, field.of(value));
    }
    out.EndObject();
}

void write_variant(Out& out, base::TypeInfo const& type, void const* value) {
    auto const& option = type.options[type.variant->index(value)];
    out.StartObject();
    key(out, "type");
    put(out, option.name);
    key(out, "value");
    write(out, *option.type, type.variant->held(const_cast<void*>(value)));
    out.EndObject();
}

}  // namespace

void write(Out& out, base::TypeInfo const& type, void const* value) {
    using base::Kind, base::as;
    switch (type.kind) {
        case Kind::boolean:
            return void(out.Bool(as<bool>(value)));
        case Kind::whole:
            return void(out.Int64(base::whole_in(type, value)));
        case Kind::text:
            return put(out, as<std::string>(value));
        case Kind::id:
            return put(out, base::to_text(as<base::Id128>(value)));
        case Kind::instant:
            return put(out, base::to_text(as<base::Instant>(value)));
        case Kind::day:
            return put(out, base::to_text(as<base::Day>(value)));
        case Kind::currency:
            return put(out, as<base::Currency>(value).code());
        case Kind::money:
            return write_money(out, as<base::Money>(value));
        case Kind::quantity:
            return write_quantity(out, as<base::Quantity>(value));
        case Kind::names:
            return write_names(out, as<base::Names>(value));
        case Kind::enumeration:
            return put(out, base::name_in(type, value));
        case Kind::optional:
            if (auto const* held = base::held_in(type, value))
                write(out, *type.inner, held);
            else
                out.Null();
            return;
        case Kind::list:
            out.StartArray();
            base::each_item(type, value, [&](void const* item) { write(out, *type.inner, item); });
            return void(out.EndArray());
        case Kind::variant:
            return write_variant(out, type, value);
        case Kind::record:
            return write_record(out, type, value);
    }
}

std::string text_of(base::TypeInfo const& type, void const* value) {
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    write(out, type, value);
    return {buffer.GetString(), buffer.GetSize()};
}

void Reader::check_names(In const& object, std::string const& at, std::string_view const* known,
                         std::size_t count) {
    if (reading == Reading::tolerant) return;
    std::vector<std::size_t> seen(count, 0);
    for (auto const& member : object.GetObject()) {
        if (full()) return;
        std::string_view const name(member.name.GetString(), member.name.GetStringLength());
        std::size_t i = 0;
        while (i < count && (known[i].empty() || known[i] != name)) ++i;
        std::string const path = at + "/" + base::pointer_part(name);
        if (i == count)
            refuse(path, "unknown-field");
        else if (++seen[i] == 2)
            refuse(path, "given-twice");
    }
}

bool Reader::only_newer_types(std::size_t from) const {
    if (reading == Reading::strict || problems.size() <= from) return false;
    for (auto i = from; i < problems.size(); ++i)
        if (problems[i].rule != "unknown-type") return false;
    return true;
}

bool Reader::could_read(std::string const& path) const {
    if (full()) return false;
    for (auto const& stop : unread)
        if (path.compare(0, stop.size(), stop) == 0 &&
            (path.size() == stop.size() || path[stop.size()] == '/'))
            return false;
    return true;
}

namespace {

bool read_whole(In const& in, std::int64_t least, std::int64_t most, std::int64_t& value) {
    if (in.IsInt64()) {
        value = in.GetInt64();
    } else if (in.IsDouble()) {
        // JSON Schema counts 1.0 and 1e3 among the integers; beyond 2^53 a double is no longer
        // exact.
        double const number = in.GetDouble();
        if (number != std::floor(number) || std::fabs(number) > 9007199254740992.0) return false;
        value = static_cast<std::int64_t>(number);
    } else {
        return false;
    }
    return value >= least && value <= most;
}

// The parts of a value that is an object: each is read where it stands, and refused where it has
// to.
class Parts {
public:
    Parts(Reader& reader, In const& in, std::string const& at)
        : reader_(reader), in_(in), at_(at) {}
    template <class Part>
    void read(std::string_view name, Part& part, bool required) {
        auto const found = in_.FindMember(
            In(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
        std::string const path = at_ + "/" + std::string(name);
        if (found != in_.MemberEnd())
            json::read(reader_, found->value, part, path);
        else if (required && reader_.reading == Reading::strict)
            reader_.refuse(path, "required");
    }

private:
    Reader& reader_;
    In const& in_;
    std::string const& at_;
};

void read_money(Reader& reader, In const& in, base::Money& value, std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::string_view names[] = {"minor", "currency"};
    reader.check_names(in, at, names, 2);
    Parts parts(reader, in, at);
    parts.read(names[0], value.minor, true);
    parts.read(names[1], value.currency, true);
}

void read_quantity(Reader& reader, In const& in, base::Quantity& value, std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::string_view names[] = {"thousandths"};
    reader.check_names(in, at, names, 1);
    Parts(reader, in, at).read(names[0], value.thousandths, true);
}

void read_names(Reader& reader, In const& in, base::Names& value, std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::string_view names[] = {"ru", "en"};
    reader.check_names(in, at, names, 2);
    Parts parts(reader, in, at);
    parts.read(names[0], value.ru, false);
    parts.read(names[1], value.en, false);
}

void read_currency(Reader& reader, std::string_view text, base::Currency& value,
                   std::string const& at) {
    if (text.empty()) {
        value = {};
        return;
    }
    auto const currency = base::Currency::from(text);
    if (currency && (reader.reading == Reading::tolerant || base::exponent_of(*currency)))
        value = *currency;
    else
        reader.refuse(at, "unknown-currency");
}

void read_record(Reader& reader, In const& in, base::TypeInfo const& type, void* value,
                 std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    std::vector<std::string_view> names;
    names.reserve(type.fields.size());
    for (auto const& field : type.fields) {
        names.push_back(field.rules.server_only ? std::string_view() : field.name);
        if (field.rules.server_only) continue;
        auto const found = in.FindMember(In(rapidjson::StringRef(
            field.name.data(), static_cast<rapidjson::SizeType>(field.name.size()))));
        std::string const path = at + "/" + std::string(field.name);
        if (found != in.MemberEnd())
            read(reader, found->value, *field.type, field.member(value), path);
        else if ((field.rules.required || field.always_given) && reader.reading == Reading::strict)
            reader.refuse(path, "required");
    }
    reader.check_names(in, at, names.data(), names.size());
}

void read_variant(Reader& reader, In const& in, base::TypeInfo const& type, void* value,
                  std::string const& at) {
    if (!in.IsObject()) return reader.refuse(at, "not-an-object");
    constexpr std::string_view names[] = {"type", "value"};
    reader.check_names(in, at, names, 2);
    auto const named = in.FindMember("type");
    auto const held = in.FindMember("value");
    if (named == in.MemberEnd() || !named->value.IsString())
        return reader.refuse(at + "/type", "required");
    if (held == in.MemberEnd()) return reader.refuse(at + "/value", "required");
    std::string_view const name(named->value.GetString(), named->value.GetStringLength());
    for (std::size_t i = 0; i < type.options.size(); ++i)
        if (type.options[i].name == name)
            return read(reader, held->value, *type.options[i].type, type.variant->emplace(value, i),
                        at + "/value");
    reader.refuse(at + "/type", "unknown-type");
    reader.unread.push_back(at);
}

void read_list(Reader& reader, In const& in, base::TypeInfo const& type, void* value,
               std::string const& at) {
    if (!in.IsArray()) return reader.refuse(at, "not-a-list");
    type.list->clear_for(value, 0);
    std::size_t i = 0;
    for (auto const& item : in.GetArray()) {
        if (reader.full()) return;
        auto const problems = reader.problems.size(), unread = reader.unread.size();
        read(reader, item, *type.inner, type.list->add(value), at + "/" + std::to_string(i++));
        if (!reader.only_newer_types(problems)) continue;
        type.list->drop_last(value);
        --i;
        reader.problems.resize(problems);
        reader.unread.resize(unread);
    }
}

// What stands there as text: ids, moments, days, currencies, and names of values.
void read_text_as(Reader& reader, std::string_view text, base::TypeInfo const& type, void* value,
                  std::string const& at) {
    using base::Kind, base::as;
    auto const take = [&](auto const& found, std::string_view rule) {
        if (found)
            as<std::remove_cvref_t<decltype(*found)>>(value) = *found;
        else
            reader.refuse(at, rule);
    };
    switch (type.kind) {
        case Kind::text:
            as<std::string>(value) = text;
            return;
        case Kind::id:
            return take(base::id_from_text(text), "not-an-id");
        case Kind::instant:
            return take(base::instant_from_text(text), "not-an-instant");
        case Kind::day:
            return take(base::day_from_text(text), "not-a-day");
        case Kind::currency:
            return read_currency(reader, text, as<base::Currency>(value), at);
        default:
            break;
    }
    for (std::size_t i = 0; i < type.names.size(); ++i)
        if (type.names[i] == text) {
            as<std::uint8_t>(value) = static_cast<std::uint8_t>(i);
            return;
        }
    if (reader.reading == Reading::strict) reader.refuse(at, "unknown-value");
}

}  // namespace

void read(Reader& reader, In const& in, base::TypeInfo const& type, void* value,
          std::string const& at) {
    using base::Kind, base::as;
    switch (type.kind) {
        case Kind::boolean:
            if (!in.IsBool()) return reader.refuse(at, "not-a-boolean");
            as<bool>(value) = in.GetBool();
            return;
        case Kind::whole: {
            std::int64_t whole = 0;
            if (!read_whole(in, type.least(), type.most(), whole))
                return reader.refuse(at, "not-a-whole-number");
            return base::put_whole(type, value, whole);
        }
        case Kind::money:
            return read_money(reader, in, as<base::Money>(value), at);
        case Kind::quantity:
            return read_quantity(reader, in, as<base::Quantity>(value), at);
        case Kind::names:
            return read_names(reader, in, as<base::Names>(value), at);
        case Kind::optional:
            if (in.IsNull()) return type.optional->reset(value);
            return read(reader, in, *type.inner, type.optional->emplace(value), at);
        case Kind::list:
            return read_list(reader, in, type, value, at);
        case Kind::variant:
            return read_variant(reader, in, type, value, at);
        case Kind::record:
            return read_record(reader, in, type, value, at);
        default:
            if (!in.IsString()) return reader.refuse(at, "not-text");
            return read_text_as(reader, {in.GetString(), in.GetStringLength()}, type, value, at);
    }
}

namespace {

// RapidJSON has no limit of its own, so the brackets are counted before it sees them.
bool is_deeper_than(std::string_view text, int most) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > most) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

base::Problems parse_document(std::string_view text, rapidjson::Document& document) {
    if (!base::is_utf8(text)) return {{"", "not-text", {}}};
    // RapidJSON takes it for the end, and would not look at what follows.
    if (auto const nul = text.find('\0'); nul != std::string_view::npos)
        return {{"", "not-json", {{"offset", std::to_string(nul)}}}};
    if (is_deeper_than(text, most_depth))
        return {{"", "too-deep", {{"most", std::to_string(most_depth)}}}};
    // Not in full precision: no row holds a fraction, and that reader shifts by exponents of a
    // stranger's choice.
    constexpr unsigned flags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
    document.Parse<flags>(text.data(), text.size());
    if (document.HasParseError())
        return {{"", "not-json", {{"offset", std::to_string(document.GetErrorOffset())}}}};
    return {};
}

base::Problems parse_as(std::string_view text, base::TypeInfo const& type, void* value,
                        Reading reading) {
    rapidjson::Document document;
    if (auto problems = parse_document(text, document); !problems.empty()) return problems;
    Reader reader{reading, {}, {}};
    read(reader, document, type, value, "");
    if (reading == Reading::strict) base::take_in(type, value);
    base::Problems judged;
    base::check_value(type, value, base::Rules{}, "", judged);
    for (auto& problem : judged)
        if (reader.could_read(problem.path)) reader.problems.push_back(std::move(problem));
    return std::move(reader.problems);
}

}  // namespace wire::json
