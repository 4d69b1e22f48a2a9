// All endpoints of messaging.
#pragma once

#include "shared/messaging/api.hpp"

namespace messaging {

struct Endpoints : wire::Endpoints<MessagingCommands, ListMessages, ListReaders> {};

}  // namespace messaging
