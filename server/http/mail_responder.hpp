// The edge's Responder: puts the answer into the mailbox of the connection's event loop.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "server/http/mailbox.hpp"
#include "server/http/message.hpp"

namespace http {

class MailResponder final : public Responder {
public:
    MailResponder(std::shared_ptr<Mailbox> mailbox, std::shared_ptr<Connection> connection,
                  std::uint64_t serial, std::string request_id);
    ~MailResponder() override;

    void send(Reply reply) override;
    bool gone() const override;

private:
    std::shared_ptr<Mailbox> mailbox_;
    std::shared_ptr<Connection> connection_;
    std::uint64_t serial_;
    std::string request_id_;
    std::atomic<bool> answered_{false};
};

}  // namespace http
