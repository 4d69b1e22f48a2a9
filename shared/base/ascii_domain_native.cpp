#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <memory>
#include <stdexcept>

#include "shared/base/ascii_domain.hpp"

namespace base {

std::optional<std::string> ascii_domain_by_tables(std::string_view domain) {
    UErrorCode status = U_ZERO_ERROR;
    // Its tables are ICU's own, which are read once.
    std::unique_ptr<icu::IDNA> const idna(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
    if (U_FAILURE(status) || !idna) throw std::runtime_error(u_errorName(status));
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    icu::IDNAInfo info;
    idna->nameToASCII_UTF8({domain.data(), static_cast<std::int32_t>(domain.size())}, sink, info,
                           status);
    // What a browser does not ask (https://url.spec.whatwg.org/#idna, beStrict is false): hyphens,
    // and lengths, which are judged as those of every domain.
    constexpr std::uint32_t unasked =
        UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
        UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
    if (U_FAILURE(status) || (info.getErrors() & ~unasked) != 0) return std::nullopt;
    return result;
}

}  // namespace base
