#include <emscripten.h>

#include "shared/base/order.hpp"

// clang-format off
EM_JS(int, kontor_compare_for_people, (char const* a, int a_size, char const* b, int b_size), {
    const order = Module.kontor_order ||
        (Module.kontor_order = {texts: new TextDecoder(), russian: new Intl.Collator('ru-RU')});
    const text = (at, size) => order.texts.decode(HEAPU8.slice(at, at + size));
    return order.russian.compare(text(a, a_size), text(b, b_size));
});
// clang-format on

namespace base {

int compare_by_tables(std::string_view a, std::string_view b) {
    return kontor_compare_for_people(a.data(), static_cast<int>(a.size()), b.data(),
                                     static_cast<int>(b.size()));
}

}  // namespace base
