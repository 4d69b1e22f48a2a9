#include "shared/wire/json.hpp"

#include <rapidjson/error/error.h>

#include <cmath>

namespace wire::json {

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

namespace {

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

}  // namespace

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

}  // namespace wire::json
