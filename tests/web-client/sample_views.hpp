// The views that the sample screens show.
#pragma once

#include "tests/web-client/samples.hpp"
#include "web-client/accounts/admin.hpp"
#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/people.hpp"
#include "web-client/accounts/sessions.hpp"
#include "web-client/messaging/channel.hpp"
#include "web-client/messaging/details.hpp"
#include "web-client/messaging/dialogs.hpp"
#include "web-client/parts/choose_people.hpp"
#include "web-client/shell/shell.hpp"
#include "web-client/shell/tray.hpp"

namespace samples {

shell::View shell_view(words::Language language);
messaging::ChannelView channel_view(words::Language language);
messaging::ChannelView long_channel_view(words::Language language, int messages);
messaging::DetailsView details_view(words::Language language);
parts::ChooseView invite_view(words::Language language);
accounts::PeopleView people_view(words::Language language, int people);
accounts::SessionsView sessions_view(words::Language language);
accounts::AdminView admin_view(words::Language language, accounts::AdminPage page);
accounts::MineView mine_view(words::Language language);
shell::TrayView tray_view(words::Language language);

}  // namespace samples
