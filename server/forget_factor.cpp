#include "server/forget_factor.hpp"

#include <optional>

#include "server/accounts/admin/factor_help.hpp"
#include "server/database/migrate.hpp"
#include "server/database/reached.hpp"
#include "server/database/roles.hpp"
#include "shared/base/ascii_domain.hpp"

namespace server {

std::string forget_factor(Settings const& settings, std::string const& email, Log const& log) {
    std::optional<database::Reached> embedded;
    database::PoolOptions options;
    options.url = settings.database_url;
    if (options.url.empty()) {
        embedded.emplace(settings.data, log);
        options.url = embedded->url();
        if (auto const* own = embedded->own()) {
            database::migrate(own->owner_url(), database::embedded_migrations(), log);
            database::give_rights(own->owner_url(), own->url(), log);
        }
    }
    database::Pool pool(options);
    accounts::Store store(pool);
    // The letter is sent by the server, now or when it starts; here it is only written.
    jobs::Runner runner(pool, {}, log);
    mail::Smtp::Options mail;
    mail.url = settings.smtp_url;
    mail::Smtp const smtp(mail);
    auto const key = InstallationKey::make();  // there is no link in this letter to be sealed
    mail::Letters const letters({pool, runner, smtp, key, settings.public_url, log});
    auto const refusal = accounts::forget_factor(store, letters, base::email_taken_in(email));
    if (!refusal) return {};
    if (refusal->reason == "person-unknown")
        return "There is no account with the e-mail " + email + ".";
    return "The account " + email + " has no second factor.";
}

}  // namespace server
