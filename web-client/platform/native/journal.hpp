// What the native window keeps: one folder with a journal to which batches are appended, and which
// is read into memory. Several windows may use one folder at a time: each reads what the others
// have appended, under a lock, before it reads or writes itself.
//
//     journal   "kontor journal 1\n", then for each batch: length, CRC-32, steps. A batch that the
//               machine's death has torn has a wrong sum, and is cut off when the next one opens
//               it.
//     lock      flock(2) of it is held while anybody reads or writes
//     leases    who holds which, and until when; not worth a sync
//     cut       what was cut off, so that nothing is destroyed silently
//
// The calls are synchronous; FileStore calls them on a thread of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/platform/native/file.hpp"
#include "web-client/platform/platform.hpp"

namespace platform {

class Journal {
public:
    // Makes the folder if it is not there. Throws std::system_error if that cannot be, and
    // std::runtime_error if the folder holds a journal of another format.
    explicit Journal(std::filesystem::path folder);

    // As Store::write. Answers ok == false, with nothing changed, if the disk does not take it.
    Written write(std::vector<Write> const& batch);
    Store::Entries read(std::string_view prefix);

    // As Store::lease; now_ms is the wall clock, because other processes compare with it.
    bool lease(std::string const& name, std::string const& holder, std::int64_t duration_ms,
               std::int64_t now_ms);
    void release(std::string const& name, std::string const& holder);

private:
    struct State {
        std::map<std::string, std::string> values;
        std::map<std::string, std::uint64_t> counts;  // of each queue, the last number taken
        std::uint64_t live_bytes = 0;

        void put(std::string_view key, std::string_view value);
        void erase(std::string_view key);
        void wipe(std::string_view prefix);
        void apply(std::string_view steps);  // throws BadBytes
    };

    void catch_up();
    void reopen();
    void read_batches(std::string_view bytes);
    std::string steps_of(std::vector<Write> const& batch,
                         std::vector<std::uint64_t>& numbers) const;
    void append(std::string_view steps);
    void compact_if_worth_it();

    std::filesystem::path folder_;
    File lock_;
    File journal_;
    std::uint64_t end_ = 0;  // of the journal, as far as it was read
    State state_;
};

}  // namespace platform
