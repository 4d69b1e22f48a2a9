#include "server/http/mail_responder.hpp"

#include "server/http/connection.hpp"
#include "server/http/problem.hpp"

namespace http {

MailResponder::MailResponder(std::shared_ptr<Mailbox> mailbox,
                             std::shared_ptr<Connection> connection, std::uint64_t serial,
                             std::string request_id)
    : mailbox_(std::move(mailbox)),
      connection_(std::move(connection)),
      serial_(serial),
      request_id_(std::move(request_id)) {}

MailResponder::~MailResponder() {
    if (!answered_) send(problem_reply(500, "", request_id_));
}

void MailResponder::send(Reply reply) {
    if (answered_.exchange(true)) return;
    mailbox_->post({Letter::Kind::answer, connection_, serial_, std::move(reply)});
}

bool MailResponder::gone() const { return connection_->gone(); }

}  // namespace http
