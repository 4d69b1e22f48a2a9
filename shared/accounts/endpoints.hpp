// All endpoints of accounts.
#pragma once

#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/api.hpp"
#include "shared/accounts/bytes_api.hpp"
#include "shared/accounts/groups_api.hpp"
#include "shared/accounts/help_api.hpp"
#include "shared/accounts/invitations_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/accounts/recovery_api.hpp"

namespace accounts {

struct Endpoints
    : wire::Endpoints<RegisterPerson, SignIn, Refresh, SignOut, Me, ListPeople, NamePeople,
                      AccountsCommands, ListGroupPeople, ListGroupsOf,
                      // what is one's own
                      BeginSecondFactor, ConfirmSecondFactor, RenewRecoveryCodes, EndSecondFactor,
                      CreateToken, DeleteMe, SignAddress, PutAvatar, RemoveAvatar, SeeAvatar,
                      DownloadArchive,
                      // the picture of the workspace
                      PutWorkspacePicture, RemoveWorkspacePicture, SeeWorkspacePicture,
                      // letters and their links
                      SendConfirmation, LookAtLink, ConfirmRegistration, ConfirmEmail, RequestReset,
                      ResetPassword, ChangePassword, ChangeEmail,
                      // administrators
                      ListAccounts, EnrolPerson, InvitePerson, ChangeRight, DeletePerson, ListAudit,
                      ListLetters, SendLetterAgain, SeeLetterLink, ListReports, ReportFailure,
                      AboutServer, ListInvitations, TakeBackInvitation, ForgetFactor> {};

}  // namespace accounts
