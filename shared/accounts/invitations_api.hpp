// Invitations beside making one: what administrators see of those that are out, and may take back.
// Each is for one e-mail.
#pragma once

#include "shared/accounts/admin_api.hpp"
#include "shared/wire/rate.hpp"

namespace accounts {

struct Invitation {
    static constexpr std::string_view type_name = "accounts.invitation";
    base::Id<Invitation> id;
    std::string email;
    base::Instant made;
    base::Instant ends;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Invitation::id).required().sortable().filterable(),
                          base::field("email", &Invitation::email).email().sortable().filterable(),
                          base::field("made", &Invitation::made).sortable().filterable(),
                          base::field("ends", &Invitation::ends).sortable().filterable()};
    }
};

struct ListInvitations {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/invitations";
    static constexpr std::string_view summary = "Invitations that nobody has used yet";
    using Row = Invitation;
    using Request = wire::ListRequest;
    using Response = wire::ListPage<Invitation>;
};

struct TakeBackInvitation {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/admin/invitations/{invitation}/take-back";
    static constexpr std::string_view summary = "Takes an invitation back";
    struct Request {
        base::Id<Invitation> invitation;
        static constexpr auto fields() {
            return base::Pack{base::field("invitation", &Request::invitation).required()};
        }
    };
    using Response = wire::Nothing;
};

}  // namespace accounts
