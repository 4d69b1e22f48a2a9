// How a screen asks the server at once, outside of the outbox, and hears what it answers: by a
// dialog that asks the person first, or without one.
#pragma once

#include <memory>
#include <utility>

#include "shared/base/take_in.hpp"
#include "web-client/house/ask_dialog.hpp"
#include "web-client/sync/personal_api.hpp"

namespace house {

class Asking {
public:
    // All must live as long as this; `words` are those of the last frame.
    Asking(platform::Platform& platform, client::PersonalApi& api, AskDialog& dialog,
           words::Words const& words)
        : platform_(platform), api_(api), dialog_(dialog), words_(words) {}

    // act(answer), unless the screen is gone by then.
    template <class Act>
    auto guarded(Act act) const {
        return alive_.guard([this, act = std::move(act)](auto const& answer) {
            act(answer);
            platform_.wake();
        });
    }

    // Opens the dialog. What it asks for is sent when request(draft), as the server takes it in, is
    // well, as judge(draft, it) says in every frame; then done(answer, request), or the dialog says
    // what is wrong.
    template <class Endpoint, class MakeRequest, class Judge, class Done>
    void open(parts::AskView view, MakeRequest request, Judge judge, Done done) const {
        auto const taken = [request](parts::AskDraft& draft) {
            auto asked = request(draft);
            base::take_in(asked);
            return asked;
        };
        dialog_.open(
            std::move(view),
            [taken, judge](parts::AskDraft& draft) { return judge(draft, taken(draft)); },
            [this, taken, done](parts::AskDraft& draft) {
                auto const asked = taken(draft);
                api_.call<Endpoint>(
                    asked, guarded([this, done, asked, question = dialog_.question()](
                                       client::Reply<typename Endpoint::Response> const& reply) {
                        if (!reply) return dialog_.failed(question, words_, reply.failure);
                        dialog_.done(question);
                        done(*reply.value, asked);
                    }));
            });
    }
    // The same, judged by the rules of its fields.
    template <class Endpoint, class MakeRequest, class Done>
    void open(parts::AskView view, MakeRequest request, Done done) const {
        auto const judge = [](parts::AskDraft&, typename Endpoint::Request const& asked) {
            return base::check(asked);
        };
        open<Endpoint>(std::move(view), std::move(request), judge, std::move(done));
    }

private:
    platform::Platform& platform_;
    client::PersonalApi& api_;
    AskDialog& dialog_;
    words::Words const& words_;
    platform::Alive alive_;
};

}  // namespace house
