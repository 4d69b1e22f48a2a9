#include "web-client/platform/native/file_store.hpp"

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace platform {
namespace {

std::int64_t wall_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

FileStore::FileStore(std::filesystem::path folder, Mailbox& mailbox)
    : folder_(std::move(folder)),
      mailbox_(mailbox),
      receive_(std::make_shared<std::function<void(std::string)>>()) {
    try {
        neighbours_.emplace(folder_ / "windows", [this](std::string message) {
            mailbox_.post([receive = receive_, message = std::move(message)] {
                if (*receive) (*receive)(message);
            });
        });
    } catch (std::system_error const&) {
        neighbours_.reset();  // The window then works alone; leases and numbers hold all the same.
    }
    thread_ = std::thread([this] { work(); });
}

FileStore::~FileStore() {
    {
        std::lock_guard const guard(mutex_);
        ending_ = true;
    }
    asked_.notify_one();
    thread_.join();
}

void FileStore::ask(Job job) {
    {
        std::lock_guard const guard(mutex_);
        jobs_.push_back(std::move(job));
    }
    asked_.notify_one();
}

void FileStore::work() {
    for (;;) {
        std::unique_lock guard(mutex_);
        asked_.wait(guard, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        Job const job = std::move(jobs_.front());
        jobs_.pop_front();
        guard.unlock();
        job();
    }
}

Journal* FileStore::journal() {
    // A disk that was full or missing may be there again, so every question tries anew.
    if (!journal_) try {
            journal_.emplace(folder_);
        } catch (std::exception const&) {
            return nullptr;
        }
    return &*journal_;
}

void FileStore::write(std::vector<Write> batch, std::function<void(Written)> done) {
    ask([this, batch = std::move(batch), done = std::move(done)] {
        Written written;
        try {
            if (Journal* const found = journal()) written = found->write(batch);
        } catch (std::exception const&) {
            journal_.reset();
            written = {};
        }
        mailbox_.post([done, written] { done(written); });
    });
}

void FileStore::read(std::string prefix, std::function<void(bool, Entries)> done) {
    ask([this, prefix = std::move(prefix), done = std::move(done)] {
        bool ok = false;
        Entries entries;
        try {
            if (Journal* const found = journal()) {
                entries = found->read(prefix);
                ok = true;
            }
        } catch (std::exception const&) {
            journal_.reset();
        }
        mailbox_.post([done, ok, entries = std::move(entries)] { done(ok, entries); });
    });
}

void FileStore::lease(std::string name, std::string holder, int duration_ms,
                      std::function<void(bool)> done) {
    ask([this, name = std::move(name), holder = std::move(holder), duration_ms,
         done = std::move(done)] {
        bool held = false;
        try {
            if (Journal* const found = journal())
                held = found->lease(name, holder, duration_ms, wall_ms());
        } catch (std::exception const&) {
            held = false;  // Who cannot write down that he holds it does not hold it.
        }
        mailbox_.post([done, held] { done(held); });
    });
}

void FileStore::release(std::string name, std::string holder) {
    ask([this, name = std::move(name), holder = std::move(holder)] {
        try {
            if (Journal* const found = journal()) found->release(name, holder);
        } catch (std::exception const&) {
            return;  // It runs out by itself.
        }
    });
}

void FileStore::broadcast(std::string message) {
    ask([this, message = std::move(message)] {
        if (neighbours_) neighbours_->tell(message);
    });
}

void FileStore::on_broadcast(std::function<void(std::string)> receive) {
    *receive_ = std::move(receive);
}

}  // namespace platform
