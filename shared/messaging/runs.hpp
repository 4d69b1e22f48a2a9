// Who wrote the newest messages of a channel, kept in its row, and what follows of it: what
// somebody has not read, without a message at hand.
#pragma once

#include <vector>

#include "shared/messaging/rows.hpp"

namespace messaging {

// The next message was written by this person: the last number grows.
void add_message(Channel& channel, base::Id<accounts::Person> author);
// The message with this number, which was erased, is there again.
void restore_message(Channel& channel, std::int64_t number, base::Id<accounts::Person> author);
// The messages with these numbers, each of which was there until now, were erased.
void erase_messages(Channel& channel, std::vector<std::int64_t> numbers);

// How many messages of others somebody has not read who has read up to a number. What was erased
// does not count. Below the channel's runs only the number of those that are there is known: of who
// is further behind, their own messages there are counted as well, and what was erased is as far as
// what is left there may be unread.
std::int64_t unread(Channel const& channel, std::int64_t read_up_to,
                    base::Id<accounts::Person> reader);

}  // namespace messaging
