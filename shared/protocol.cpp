#include "shared/protocol.hpp"

#include "shared/news.hpp"
#include "shared/wire/fingerprint.hpp"

namespace protocol {

std::string content_type() {
    wire::Fingerprint fingerprint;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        fingerprint.add_all_of<typename Domain::Endpoints>();
    });
    fingerprint.add_all_of<news::Endpoints>();
    return "application/vnd.kontor.cereal; types=" + fingerprint.text();
}

}  // namespace protocol
