// Answers that do not fit into a socket's buffer. Pistache's event loops would spin on a reader who
// does not read, so such a socket is taken away from them and finished here by one thread of its
// own, without blocking, within a time limit and a bound on what may wait; after the answer the
// socket is closed. Who takes too little is given up; and where there is no room, already who is
// slow, so that slow readers keep nobody from their answers. What is made while it is sent (a flow)
// leaves this way, too: nobody is blamed for what is not made yet, and who leaves ends it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/http/descriptor.hpp"
#include "server/http/flow.hpp"
#include "server/http/progress.hpp"
#include "server/http/shares.hpp"

namespace http {

struct Delivery {
    Descriptor socket{};    // non-blocking
    Shares::Share place{};  // among all deliveries
    std::string head{};
    std::shared_ptr<std::string const> body{};  // none for an answer to HEAD
    std::size_t sent = 0;                       // of head and body together
    // In place of a body; its pieces come to stand where the head was, each as a chunk or bare.
    std::shared_ptr<Flow> flow{};
    bool in_chunks = false;
    std::size_t sent_before = 0;  // of what stood there before
    std::size_t room = 0;         // that it takes of all that waits
    // Called once, on the writer's thread, when all was handed to the kernel or the peer was given
    // up.
    std::function<void(std::size_t sent, bool whole)> done{};

    std::size_t size() const { return head.size() + (body ? body->size() : 0); }
};

// Sends as much of what is left as the socket takes now: how many bytes, or -1 when it is broken.
std::ptrdiff_t send_some(int socket, Delivery const& delivery);

// What was handed to the kernel and not acknowledged by the peer, and how much it takes together.
std::size_t unread_bytes(int socket);
std::size_t send_buffer(int socket);

// Ends our side of the connection; the peer's is read and thrown away until it ends too, since
// closing with unread input would reset the connection and could destroy the answer on its way.
void end_writing(int socket);

class Writer {
public:
    struct Limits {
        Progress::Least progress;
        // While others wait for the room: 64 kbit/s.
        Progress::Least progress_when_full{std::chrono::milliseconds(2'000), 8 * 1024};
        std::chrono::milliseconds altogether{600'000};
        std::chrono::milliseconds linger{2'000};
        std::size_t waiting_bytes = 256u << 20;
        std::size_t deliveries = 1024;
    };

    explicit Writer(Limits limits);
    ~Writer();
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    bool take(Delivery& delivery);  // any thread; false, and untouched, when there is no room
    std::size_t size() const;       // deliveries that are not through yet
    void stop();                    // gives up what is not through

private:
    using Clock = std::chrono::steady_clock;
    struct Active {
        Delivery delivery;
        Clock::time_point until;
        Progress progress{};       // of what the peer has acknowledged
        std::size_t received = 0;  // the same, in all
        bool slow = false;         // goes when there is no room
        bool waits = false;        // for its flow
        bool lingers = false;
    };

    void run();
    void adopt_new();
    void adopt(Delivery delivery);
    void go_on_with_flows();
    void wake(int fd);  // any thread: its flow has changed
    void serve(int fd, std::uint32_t events);
    bool write(Active& active);  // false: give it up
    bool next_piece(Active& active);
    bool end_writing_of(Active& active);
    bool listen_for(Active const& active, std::uint32_t events) const;
    void finish(Active& active, bool whole);
    void watch(Clock::time_point now);  // how fast they are
    void give_up_late(Clock::time_point now);
    bool is_overfull() const;
    void make_room();  // for those that were taken in place of slow ones

    Limits limits_;
    Descriptor poll_, wake_;
    mutable std::mutex mutex_;
    struct Room {
        std::size_t bytes = 0;  // of deliveries as they came
        std::size_t deliveries = 0;
    };
    std::vector<Delivery> new_;  // under the mutex, as are the next four
    std::vector<int> woken_;
    Room taken_, slow_;  // in all, and by those that go when there is no room
    bool stopping_ = false;
    std::map<int, Active> active_;  // the thread's own
    std::thread thread_;
};

}  // namespace http
