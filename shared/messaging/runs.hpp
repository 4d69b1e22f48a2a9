// Who wrote the newest messages of a channel, kept in its row, and what follows of it: what
// somebody has not read, without a message at hand.
#pragma once

#include <vector>

#include "shared/messaging/rows.hpp"

namespace messaging {

// The next message was written by this person: the last number grows.
void add_message(Channel& channel, base::Id<accounts::Person> author);
// The messages with these numbers were erased.
void erase_messages(Channel& channel, std::vector<std::int64_t> numbers);

// How many messages of others somebody has not read who has read up to a number. What was erased
// does not count. Of who is further behind than the channel's runs reach, their own messages below
// the runs and what was erased there are counted as well.
std::int64_t unread(Channel const& channel, std::int64_t read_up_to,
                    base::Id<accounts::Person> reader);

}  // namespace messaging
