// The store of a native window: a journal on the disk, used on a thread of its own so that nobody
// waits for the disk while drawing, and the neighbours who share it.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "web-client/platform/native/journal.hpp"
#include "web-client/platform/native/mailbox.hpp"
#include "web-client/platform/native/neighbours.hpp"
#include "web-client/platform/platform.hpp"

namespace platform {

class FileStore : public Store {
public:
    // A folder that cannot be used is not an error here: every write then answers that it failed.
    FileStore(std::filesystem::path folder, Mailbox& mailbox);
    ~FileStore() override;  // after everything that was asked is done
    FileStore(FileStore const&) = delete;
    FileStore& operator=(FileStore const&) = delete;

    void write(std::vector<Write> batch, std::function<void(Written)> done) override;
    void read(std::string prefix, std::function<void(bool ok, Entries)> done) override;
    void lease(std::string name, std::string holder, int duration_ms,
               std::function<void(bool held)> done) override;
    void release(std::string name, std::string holder) override;
    void broadcast(std::string message) override;
    void on_broadcast(std::function<void(std::string)> receive) override;

private:
    using Job = std::function<void()>;
    void ask(Job job);
    void work();
    Journal* journal();  // nullptr: there is none, and cannot be one now

    std::filesystem::path folder_;
    Mailbox& mailbox_;
    std::optional<Journal> journal_;
    // Shared with posted work, which may run when this store is gone.
    std::shared_ptr<std::function<void(std::string)>> receive_;

    std::mutex mutex_;
    std::condition_variable asked_;
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::optional<Neighbours> neighbours_;
    std::thread thread_;
};

}  // namespace platform
