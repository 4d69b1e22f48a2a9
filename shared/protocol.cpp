#include "shared/protocol.hpp"

#include "shared/news.hpp"
#include "shared/tables.hpp"
#include "shared/wire/fingerprint.hpp"

namespace protocol {

std::string content_type() {
    wire::Fingerprint fingerprint;
    Domains::each_endpoint([&]<class Endpoint>(std::type_identity<Endpoint>) {
        fingerprint.add_endpoint<Endpoint>();
    });
    fingerprint.add_all_of<news::Endpoints>();
    fingerprint.add_all_of<tables::Endpoints>();
    return "application/vnd.kontor.cereal; types=" + fingerprint.text();
}

}  // namespace protocol
