#include "tests/simulation/rules.hpp"

namespace support {

template <>
std::vector<world::Space> spaces_of<trial::Domain>(trial::Domain::World const& world,
                                                   base::Id128 person) {
    std::vector<world::Space> spaces{world::me(person)};
    for (auto const& [id, key] : world.table<trial::Key>().all())
        if (key.person == person) spaces.push_back(world::channel(key.box));
    std::sort(spaces.begin(), spaces.end());
    spaces.erase(std::unique(spaces.begin(), spaces.end()), spaces.end());
    return spaces;
}

}  // namespace support

namespace simulation {

namespace {

// Any one of the rows of a table, by the order of their ids, so that a seed always means the same.
template <class Row, class World>
Row const* any(World const& world, Dice& dice) {
    std::map<base::Id128, Row const*> rows;
    for (auto const& [id, row] : world.template table<Row>().all()) rows[id.value] = &row;
    if (rows.empty()) return nullptr;
    return std::next(rows.begin(), dice.roll(static_cast<int>(rows.size())))->second;
}
base::Id128 any_of(People const& people, Dice& dice) {
    return people[static_cast<std::size_t>(dice.roll(static_cast<int>(people.size())))];
}

}  // namespace

std::vector<base::Id128> Rules<trial::Domain>::boxes() { return {{1, 1}, {2, 2}, {3, 3}}; }

std::optional<trial::Domain::Command> Rules<trial::Domain>::next(trial::Domain::World const& world,
                                                                 base::Id128 person,
                                                                 People const& people, Dice& dice) {
    auto const boxes_there = boxes();
    auto const box = any_of(boxes_there, dice);
    auto const* item = any<trial::Item>(world, dice);
    switch (dice.roll(7)) {
        case 0:
            return trial::Give{box, {dice.id()}, any_of(people, dice)};
        case 1:
            // Rarely, or soon nobody can open anything.
            if (auto const* key = any<trial::Key>(world, dice); key && dice.roll(3) == 0)
                return trial::TakeAway{key->box, key->id, key->person};
            return std::nullopt;
        case 2:
            return trial::Make{{dice.id()}, box};
        case 3:
            if (item) return trial::Move{item->id, item->box, box, item->keeper};
            return std::nullopt;
        case 4:
            if (item && dice.roll(3) == 0) return trial::Drop{item->id, item->box, item->keeper};
            return std::nullopt;
        default:
            if (item) return trial::Count{item->id, item->box, item->keeper};
            return trial::Make{{dice.id()}, any_of({person}, dice)};
    }
}

std::optional<messaging::Domain::Command> Rules<messaging::Domain>::next(
    messaging::World const& world, base::Id128 person, People const& people, Dice& dice) {
    using namespace messaging;
    auto const* channel = any<Channel>(world, dice);
    if (!channel || dice.roll(12) == 0)
        return CreateChannel{{dice.id()}, {dice.id()}, {person}, "канал", ""};
    auto const other = any_of(people, dice);
    switch (dice.roll(7)) {
        case 0:
            return Invite{channel->id, {dice.id()}, {other}};
        case 1:
            if (dice.roll(2) == 0) return RemoveMember{channel->id, {other}};
            return RenameChannel{channel->id, "имя " + std::to_string(dice.roll(100)), ""};
        case 2:
            return ReadUpTo{channel->id, {person}, channel->last_number};
        default:
            return Post{channel->id, {dice.id()}, "слово " + std::to_string(dice.roll(1000))};
    }
}

namespace {

template <class Row, class World, class Wanted>
void add_texts(World const& world, std::map<world::RowKey, std::string>& texts, Wanted&& wanted) {
    for (auto const& [id, row] : world.template table<Row>().all())
        if (wanted(row))
            texts[{std::string(Row::type_name), id.value}] =
                std::string(Row::type_name) + wire::json::text(row);
}
template <class World, class Wanted, class... Rows>
std::vector<std::string> texts_of(World const& world, Wanted&& wanted, std::variant<Rows...>*) {
    std::map<world::RowKey, std::string> texts;
    (add_texts<Rows>(world, texts, wanted), ...);
    std::vector<std::string> list;
    for (auto& [key, text] : texts) list.push_back(std::move(text));
    return list;
}

}  // namespace

template <class Domain>
std::vector<std::string> ought_to_see(typename Domain::World const& server, base::Id128 person) {
    auto const mine = support::spaces_of<Domain>(server, person);
    auto const published = [&](auto const& row) {
        for (auto const& space : row.spaces())
            if (std::binary_search(mine.begin(), mine.end(), space)) return true;
        return false;
    };
    return texts_of(server, published, static_cast<typename Domain::Row*>(nullptr));
}
template <class Domain>
std::vector<std::string> seen(typename Domain::World const& world) {
    return texts_of(
        world, [](auto const&) { return true; }, static_cast<typename Domain::Row*>(nullptr));
}

template std::vector<std::string> ought_to_see<trial::Domain>(trial::Domain::World const&,
                                                              base::Id128);
template std::vector<std::string> ought_to_see<messaging::Domain>(messaging::World const&,
                                                                  base::Id128);
template std::vector<std::string> seen<trial::Domain>(trial::Domain::World const&);
template std::vector<std::string> seen<messaging::Domain>(messaging::World const&);

}  // namespace simulation
