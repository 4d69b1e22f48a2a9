#include "shared/wire/bytes.hpp"

#include <bit>
#include <cereal/cereal.hpp>
#include <cstring>

#include "shared/base/check.hpp"

namespace wire {

using base::as;
using base::Kind;

static_assert(std::endian::native == std::endian::little,
              "the bytes are little-endian as they lie in memory");

class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
public:
    Writer() : OutputArchive(this) {}
    void put(void const* data, std::size_t size) {
        bytes_.append(static_cast<char const*>(data), size);
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
public:
    // A message may make at most this many times its own size of memory, and a little for its
    // frame.
    static constexpr std::size_t budget_factor = 8;
    static constexpr int most_depth = 16;

    explicit Reader(std::string_view bytes)
        : InputArchive(this), left_(bytes), budget_(bytes.size() * budget_factor + 4096) {}

    void get(void* data, std::size_t size) {
        if (size > left_.size()) throw Malformed("bytes: the message ends too early");
        std::memcpy(data, left_.data(), size);
        left_.remove_prefix(size);
    }
    std::string_view take(std::size_t size) {
        if (size > left_.size()) throw Malformed("bytes: a size larger than the message");
        auto const taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    // Says that `size` bytes of memory are about to be used.
    void spend(std::size_t size) {
        if (size > budget_) throw Malformed("bytes: the message would need too much memory");
        budget_ -= size;
    }
    std::size_t left() const { return left_.size(); }

    struct Deeper {
        explicit Deeper(Reader& reader) : reader_(reader) {
            if (++reader_.depth_ > most_depth) throw Malformed("bytes: nested too deep");
        }
        ~Deeper() { --reader_.depth_; }
        Deeper(Deeper const&) = delete;
        Deeper& operator=(Deeper const&) = delete;
        Reader& reader_;
    };

private:
    std::string_view left_;
    std::size_t budget_;
    int depth_ = 0;
};

template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& out, T const& value) { out.put(&value, sizeof value); }
template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& in, T& value) {
    static_assert(!std::is_floating_point_v<T>, "rows hold no floating point");
    if constexpr (std::is_same_v<T, bool>) {
        std::uint8_t byte = 0;
        in.get(&byte, 1);
        if (byte > 1) throw Malformed("bytes: a boolean that is neither 0 nor 1");
        value = byte == 1;
    } else {
        in.get(&value, sizeof value);
    }
}

namespace {

void load(Reader& in, base::TypeInfo const& type, void* value, base::Rules const& rules);

void save_text(Writer& out, std::string_view text) {
    out(static_cast<std::uint32_t>(text.size()));
    out.put(text.data(), text.size());
}
std::string_view load_text(Reader& in) {
    std::uint32_t size = 0;
    in(size);
    return in.take(size);
}

// Whole and within its field's limits, and text.
void load_bounded_text(Reader& in, std::string& value, base::Rules const& rules) {
    auto const text = load_text(in);
    if (text.size() > rules.longest * 4)
        throw Malformed("bytes: a text longer than its field allows");
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos)
        throw Malformed("bytes: text that is not UTF-8");
    in.spend(text.size());
    value = text;
}

// Three letters, or three zeros for none.
void save_currency(Writer& out, base::Currency value) {
    char letters[3] = {};
    value.code().copy(letters, 3);
    out.put(letters, 3);
}
void load_currency(Reader& in, base::Currency& value) {
    char letters[3];
    in.get(letters, 3);
    value = {};
    if (letters[0] == 0 && letters[1] == 0 && letters[2] == 0) return;
    auto const known = base::Currency::from({letters, 3});
    if (!known) throw Malformed("bytes: a currency that is no three letters");
    value = *known;
}

void load_list(Reader& in, base::TypeInfo const& type, void* value, base::Rules const& rules) {
    std::uint32_t count = 0;
    in(count);
    if (count > rules.longest || count > in.left())
        throw Malformed("bytes: a list longer than its field allows");
    in.spend(std::size_t{count} * type.inner->size);
    type.list->clear_for(value, count);
    for (std::uint32_t i = 0; i < count; ++i)
        load(in, *type.inner, type.list->add(value), base::Rules{});
}

void load_variant(Reader& in, base::TypeInfo const& type, void* value) {
    auto const name = load_text(in);
    Reader::Deeper const deeper(in);
    for (std::size_t i = 0; i < type.options.size(); ++i)
        if (type.options[i].name == name)
            return load(in, *type.options[i].type, type.variant->emplace(value, i), base::Rules{});
    throw Malformed("bytes: a type that is not known");
}

void save(Writer& out, base::TypeInfo const& type, void const* value) {
    switch (type.kind) {
        case Kind::boolean:
            return void(out(as<bool>(value)));
        case Kind::whole:
            return out.put(value, type.size);
        case Kind::text:
            return save_text(out, as<std::string>(value));
        case Kind::id:
            return void(out(as<base::Id128>(value).high, as<base::Id128>(value).low));
        case Kind::instant:
            return void(out(as<base::Instant>(value).us));
        case Kind::day:
            return void(out(as<base::Day>(value).days));
        case Kind::currency:
            return save_currency(out, as<base::Currency>(value));
        case Kind::money:
            out(as<base::Money>(value).minor);
            return save_currency(out, as<base::Money>(value).currency);
        case Kind::quantity:
            return void(out(as<base::Quantity>(value).thousandths));
        case Kind::names:
            save_text(out, as<base::Names>(value).ru);
            return save_text(out, as<base::Names>(value).en);
        case Kind::enumeration:
            return out.put(value, 1);
        case Kind::optional: {
            auto const* held = base::held_in(type, value);
            out(held != nullptr);
            if (held) save(out, *type.inner, held);
            return;
        }
        case Kind::list:
            out(static_cast<std::uint32_t>(type.list->count(value)));
            return base::each_item(type, value,
                                   [&](void const* item) { save(out, *type.inner, item); });
        case Kind::variant: {
            auto const& option = type.options[type.variant->index(value)];
            save_text(out, option.name);
            return save(out, *option.type, type.variant->held(const_cast<void*>(value)));
        }
        case Kind::record:
            for (auto const& field : type.fields)
                if (!field.rules.server_only) save(out, *field.type, field.of(value));
            return;
    }
}

void load(Reader& in, base::TypeInfo const& type, void* value, base::Rules const& rules) {
    switch (type.kind) {
        case Kind::boolean:
            return void(in(as<bool>(value)));
        case Kind::whole:
            return in.get(value, type.size);
        case Kind::text:
            return load_bounded_text(in, as<std::string>(value), rules);
        case Kind::id:
            return void(in(as<base::Id128>(value).high, as<base::Id128>(value).low));
        case Kind::instant:
            return void(in(as<base::Instant>(value).us));
        case Kind::day:
            return void(in(as<base::Day>(value).days));
        case Kind::currency:
            return load_currency(in, as<base::Currency>(value));
        case Kind::money:
            in(as<base::Money>(value).minor);
            return load_currency(in, as<base::Money>(value).currency);
        case Kind::quantity:
            return void(in(as<base::Quantity>(value).thousandths));
        case Kind::names:
            load_bounded_text(in, as<base::Names>(value).ru, rules);
            return load_bounded_text(in, as<base::Names>(value).en, rules);
        case Kind::enumeration: {
            std::uint8_t index = 0;
            in(index);
            if (index >= type.names.size())
                throw Malformed("bytes: a value that its enumeration does not have");
            as<std::uint8_t>(value) = index;
            return;
        }
        case Kind::optional: {
            bool present = false;
            in(present);
            type.optional->reset(value);
            if (present) load(in, *type.inner, type.optional->emplace(value), rules);
            return;
        }
        case Kind::list:
            return load_list(in, type, value, rules);
        case Kind::variant:
            return load_variant(in, type, value);
        case Kind::record: {
            Reader::Deeper const deeper(in);
            for (auto const& field : type.fields)
                if (!field.rules.server_only)
                    load(in, *field.type, field.member(value), field.rules);
            return;
        }
    }
}

}  // namespace

std::string to_bytes(base::TypeInfo const& type, void const* value) {
    Writer out;
    save(out, type, value);
    return out.take();
}

void from_bytes(std::string_view bytes, base::TypeInfo const& type, void* value) {
    Reader in(bytes);
    load(in, type, value, base::Rules{});
    if (in.left() != 0) throw Malformed("bytes: something follows the message");
}

}  // namespace wire

CEREAL_REGISTER_ARCHIVE(wire::Writer)
CEREAL_REGISTER_ARCHIVE(wire::Reader)
CEREAL_SETUP_ARCHIVE_TRAITS(wire::Reader, wire::Writer)
