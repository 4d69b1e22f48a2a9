#include <unicode/coll.h>

#include <memory>
#include <stdexcept>

#include "shared/base/order.hpp"

namespace base {
namespace {

std::unique_ptr<icu::Collator> russian() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator(
        icu::Collator::createInstance(icu::Locale("ru", "RU"), status));
    if (U_FAILURE(status) || !collator) throw std::runtime_error(u_errorName(status));
    return collator;
}

}  // namespace

int compare_by_tables(std::string_view a, std::string_view b) {
    thread_local auto const collator = russian();
    auto const piece = [](std::string_view text) {
        return icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()));
    };
    UErrorCode status = U_ZERO_ERROR;
    return collator->compareUTF8(piece(a), piece(b), status);
}

}  // namespace base
