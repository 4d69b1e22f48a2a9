// The description of a type as data: what fields() says, for code that is compiled once for all
// types instead of once for each. `type_of<T>()` is a constant; a value is then a pointer of which
// the description says what it points to. JSON, bytes, rules and schemas interpret it, so that a
// type more costs them a table and no code.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "shared/base/fields.hpp"

namespace base {

enum class Kind : std::uint8_t {
    boolean,      // bool
    whole,        // any whole number of `size` bytes
    text,         // std::string
    id,           // Id128, or Id<Row>, whose one member that is
    instant,      // Instant
    day,          // Day
    currency,     // Currency
    money,        // Money
    quantity,     // Quantity
    names,        // Names
    enumeration,  // of one byte, by `names`
    optional,     // std::optional of `inner`
    list,         // std::vector of `inner`
    variant,      // std::variant of `options`, by their names
    record,       // of `fields`
};

struct TypeInfo;

struct FieldInfo {
    std::string_view name;
    Rules rules{};
    TypeInfo const* type = nullptr;
    // The member of a record; what it points to is as constant as the record.
    void* (*member)(void* record) = nullptr;
    bool always_given = false;  // see is_always_given

    void const* of(void const* record) const { return member(const_cast<void*>(record)); }
};

struct OptionInfo {
    std::string_view name;
    TypeInfo const* type = nullptr;
    bool internal = false;  // only the server itself asks for it
};

// What std::optional does, whatever is in it.
struct OptionalActs {
    void* (*held)(void* optional);  // null: nothing
    void* (*emplace)(void* optional);
    void (*reset)(void* optional);
};
// What std::vector does, whatever is in it. Items lie `size` bytes of the inner type apart.
struct ListActs {
    std::size_t (*count)(void const* list);
    void* (*first)(void* list);
    void* (*add)(void* list);
    void (*drop_last)(void* list);
    void (*clear_for)(void* list, std::size_t count);
};
// What std::variant does, whatever it may hold.
struct VariantActs {
    std::size_t (*index)(void const* variant);
    void* (*held)(void* variant);
    void* (*emplace)(void* variant, std::size_t index);
};

struct TypeInfo {
    Kind kind = Kind::boolean;
    bool is_signed = false;                     // of a whole number
    std::uint32_t size = 0;                     // in bytes, in memory
    std::string_view name{};                    // of a record, where it has a type_name
    TypeInfo const* inner = nullptr;            // of an optional or a list
    std::span<std::string_view const> names{};  // of an enumeration
    std::span<FieldInfo const> fields{};        // of a record
    std::span<OptionInfo const> options{};      // of a variant
    OptionalActs const* optional = nullptr;
    ListActs const* list = nullptr;
    VariantActs const* variant = nullptr;
    // Of a record: the view in the database that has its rows, where its name is not that.
    std::string_view view{};

    // The limits that a whole number has by its type alone.
    std::int64_t least() const {
        return is_signed ? std::numeric_limits<std::int64_t>::min() >> (64 - 8 * size) : 0;
    }
    std::int64_t most() const {
        auto const all = std::numeric_limits<std::uint64_t>::max() >> (64 - 8 * size);
        return static_cast<std::int64_t>((is_signed || size == 8) ? all >> 1 : all);
    }
};

template <class T>
constexpr TypeInfo const& type_of();

template <class T>
inline constexpr bool is_variant = false;
template <class... Options>
inline constexpr bool is_variant<std::variant<Options...>> = true;

namespace detail {

template <class Record, std::size_t I>
void* member_of(void* record) {
    constexpr auto member = Record::fields().template get<I>().member;
    return &(static_cast<Record*>(record)->*member);
}
template <class Record, std::size_t... I>
constexpr auto fields_of(std::index_sequence<I...>) {
    return std::array<FieldInfo, sizeof...(I)>{[] {
        constexpr auto field = Record::fields().template get<I>();
        using Value = typename std::remove_cv_t<decltype(field)>::value_type;
        return FieldInfo{field.name, field.rules, &type_of<Value>(), &member_of<Record, I>,
                         is_always_given<Value>};
    }()...};
}
template <class Record>
inline constexpr auto fields_info =
    fields_of<Record>(std::make_index_sequence<decltype(Record::fields())::size>{});

template <class Enum>
inline constexpr auto enum_names = names_of(Enum{});

template <class T>
inline constexpr OptionalActs optional_acts{
    [](void* optional) -> void* {
        auto& value = *static_cast<std::optional<T>*>(optional);
        return value ? &*value : nullptr;
    },
    [](void* optional) -> void* { return &static_cast<std::optional<T>*>(optional)->emplace(); },
    [](void* optional) { static_cast<std::optional<T>*>(optional)->reset(); }};

template <class T>
inline constexpr ListActs list_acts{
    [](void const* list) { return static_cast<std::vector<T> const*>(list)->size(); },
    [](void* list) -> void* { return static_cast<std::vector<T>*>(list)->data(); },
    [](void* list) -> void* {
        auto& items = *static_cast<std::vector<T>*>(list);
        items.emplace_back();
        return &items.back();
    },
    [](void* list) { static_cast<std::vector<T>*>(list)->pop_back(); },
    [](void* list, std::size_t count) {
        auto& items = *static_cast<std::vector<T>*>(list);
        items.clear();
        items.reserve(count);
    }};

template <class T>
constexpr OptionInfo option_of() {
    constexpr bool internal = requires { T::internal; };
    return {T::type_name, &type_of<T>(), internal};
}
template <class Variant>
struct OptionsOf;
template <class... Options>
struct OptionsOf<std::variant<Options...>> {
    using Variant = std::variant<Options...>;
    static constexpr std::array<OptionInfo, sizeof...(Options)> all{option_of<Options>()...};
    template <class Option>
    static void* emplace_one(void* variant) {
        return &static_cast<Variant*>(variant)->template emplace<Option>();
    }
    static constexpr VariantActs acts{
        [](void const* variant) { return static_cast<Variant const*>(variant)->index(); },
        [](void* variant) {
            return std::visit([](auto& held) -> void* { return &held; },
                              *static_cast<Variant*>(variant));
        },
        [](void* variant, std::size_t index) -> void* {
            constexpr std::array<void* (*)(void*), sizeof...(Options)> makers{
                &emplace_one<Options>...};
            return makers[index](variant);
        }};
};

template <class T>
constexpr std::string_view type_name_of() {
    if constexpr (requires { T::type_name; })
        return T::type_name;
    else
        return {};
}

template <class T>
constexpr TypeInfo describe_type() {
    TypeInfo info;
    info.size = sizeof(T);
    if constexpr (std::is_same_v<T, bool>) {
        info.kind = Kind::boolean;
    } else if constexpr (is_whole<T>) {
        info.kind = Kind::whole;
        info.is_signed = std::is_signed_v<T>;
    } else if constexpr (std::is_same_v<T, std::string>) {
        info.kind = Kind::text;
    } else if constexpr (is_id<T> || std::is_same_v<T, Id128>) {
        static_assert(sizeof(T) == sizeof(Id128), "an id is nothing but its number");
        info.kind = Kind::id;
    } else if constexpr (std::is_same_v<T, Instant>) {
        info.kind = Kind::instant;
    } else if constexpr (std::is_same_v<T, Day>) {
        info.kind = Kind::day;
    } else if constexpr (std::is_same_v<T, Currency>) {
        info.kind = Kind::currency;
    } else if constexpr (std::is_same_v<T, Money>) {
        info.kind = Kind::money;
    } else if constexpr (std::is_same_v<T, Quantity>) {
        info.kind = Kind::quantity;
    } else if constexpr (std::is_same_v<T, Names>) {
        info.kind = Kind::names;
    } else if constexpr (NamedEnum<T>) {
        static_assert(sizeof(T) == 1, "enumerations of records have one byte");
        info.kind = Kind::enumeration;
        info.names = enum_names<T>;
    } else if constexpr (is_optional<T>) {
        using Held = typename T::value_type;
        info.kind = Kind::optional;
        info.inner = &type_of<Held>();
        info.optional = &optional_acts<Held>;
    } else if constexpr (is_list<T>) {
        using Item = typename T::value_type;
        info.kind = Kind::list;
        info.inner = &type_of<Item>();
        info.list = &list_acts<Item>;
    } else if constexpr (is_variant<T>) {
        info.kind = Kind::variant;
        info.options = OptionsOf<T>::all;
        info.variant = &OptionsOf<T>::acts;
    } else {
        static_assert(Described<T>, "a type that no description knows");
        static_assert(decltype(T::fields())::size == detail::member_count<T>(),
                      "fields() must list every member of the record");
        info.kind = Kind::record;
        info.name = type_name_of<T>();
        info.fields = fields_info<T>;
        if constexpr (requires { T::view; }) info.view = T::view;
    }
    return info;
}
template <class T>
inline constexpr TypeInfo type_info = describe_type<T>();

}  // namespace detail

template <class T>
constexpr TypeInfo const& type_of() {
    return detail::type_info<T>;
}
// The fields of a record, in their order.
template <Described Record>
constexpr std::span<FieldInfo const> describe() {
    return type_of<Record>().fields;
}

// ---- a value of which the description is known

template <class T>
T& as(void* value) {
    return *static_cast<T*>(value);
}
template <class T>
T const& as(void const* value) {
    return *static_cast<T const*>(value);
}

inline std::int64_t whole_in(TypeInfo const& type, void const* value) {
    switch (type.size) {
        case 1:
            return type.is_signed ? as<std::int8_t>(value) : as<std::uint8_t>(value);
        case 2:
            return type.is_signed ? as<std::int16_t>(value) : as<std::uint16_t>(value);
        case 4:
            return type.is_signed ? as<std::int32_t>(value)
                                  : static_cast<std::int64_t>(as<std::uint32_t>(value));
        default:
            return as<std::int64_t>(value);
    }
}
// `number` must be within least() and most().
inline void put_whole(TypeInfo const& type, void* value, std::int64_t number) {
    switch (type.size) {
        case 1:
            as<std::uint8_t>(value) = static_cast<std::uint8_t>(number);
            break;
        case 2:
            as<std::uint16_t>(value) = static_cast<std::uint16_t>(number);
            break;
        case 4:
            as<std::uint32_t>(value) = static_cast<std::uint32_t>(number);
            break;
        default:
            as<std::int64_t>(value) = number;
            break;
    }
}
inline std::string_view name_in(TypeInfo const& type, void const* value) {
    return type.names[as<std::uint8_t>(value)];
}
// Of nothing: null.
inline void const* held_in(TypeInfo const& optional, void const* value) {
    return optional.optional->held(const_cast<void*>(value));
}
// act(item), in order
template <class Act>
void each_item(TypeInfo const& list, void const* value, Act&& act) {
    auto const count = list.list->count(value);
    auto const* item = static_cast<char const*>(list.list->first(const_cast<void*>(value)));
    for (std::size_t i = 0; i < count; ++i, item += list.inner->size)
        act(static_cast<void const*>(item));
}

}  // namespace base
