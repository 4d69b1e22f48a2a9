// An administrator before the tables, one channel in them, and what the server's lists answer.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shared/tables.hpp"
#include "tests/web-client/app/visit.hpp"

namespace visit {

template <class Domain, class Row>
void give_rows(Member& member, std::vector<Row> rows) {
    world::TablePage<Row> page;
    page.total = static_cast<std::int64_t>(rows.size());
    page.rows = std::move(rows);
    member.answers.give<world::ListTable<Domain, Row>>(page);
}

struct Boss : Member {
    explicit Boss(std::string const& route) : Member("/", true) {
        server.carry_out(messaging::CreateChannel{channel, {{5, 2}}, anna, "Цех", "про станки"},
                         anna);
        settle();
        give();
        tab.place = route;
        screens->go(route);
        settle();
    }
    // What the server's lists answer now.
    void give() {
        tables::ListTables::Response all;
        all.tables = {{"messaging.channel", 1, false}, {"messaging.message", 10'000, true}};
        answers.give<tables::ListTables>(all);
        rows<accounts::Domain, accounts::Person>();
        rows<messaging::Domain, messaging::Channel>();
        edits();
        rows<messaging::Domain, messaging::Mark>();
        rows<messaging::Domain, messaging::Member>();
        give_rows<accounts::Domain, accounts::View>(*this, {});
    }
    messaging::World const& world() const { return server.channels.state.world; }
    // As if they were made just now: the server in memory has no clock.
    void edits(base::Id128 only = {}) {
        std::vector<messaging::Edit> all;
        for (auto const& [id, row] : server.channels.state.world.table<messaging::Edit>().all()) {
            if (!only.is_none() && row.row != only) continue;
            all.push_back(row);
            if (stage) all.back().at = {stage->ui().now_us};
        }
        give_rows<messaging::Domain>(*this, all);
    }
    template <class Domain, class Row>
    void rows() {
        std::vector<Row> all;
        for (auto const& [id, row] :
             server.stores.of<Domain>().state.world.template table<Row>().all())
            all.push_back(row);
        give_rows<Domain>(*this, all);
    }
    void saves_as(std::string const& form) {
        press("Save as a file");
        stage->click(look::Role::menuitem, form);
        settle();
    }
    messaging::Channel const& kept() const { return *server.channels.state.world.find(channel); }
    base::Id<messaging::Channel> const channel{{5, 1}};
};

inline std::string const route_of_row =
    "/tables/messaging/channel/" + base::to_text(base::Id128{5, 1});

}  // namespace visit
