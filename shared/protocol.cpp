#include "shared/protocol.hpp"

#include "shared/news.hpp"
#include "shared/wire/fingerprint.hpp"

namespace protocol {

std::string content_type() {
    return "application/vnd.kontor.cereal; types=" +
           wire::fingerprint<
               accounts::RegisterPerson::Request, accounts::SignIn::Request, accounts::SignedIn,
               accounts::ListPeople::Response, accounts::AccountsCommands::Request,
               messaging::MessagingCommands::Request, messaging::ListMessages::Response,
               world::CommandsAnswer, news::AskNews::Request, news::Answer>();
}

}  // namespace protocol
