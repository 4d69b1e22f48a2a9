// What domains tell one another through their inboxes, in words that all of them know.
#pragma once

#include <string>
#include <vector>

#include "shared/base/fields.hpp"
#include "shared/base/id.hpp"

namespace server::told {

// Somebody is deleted for good. The domain gives up what it keeps of them, in as many steps as that
// needs, and then tells whoever told it. It may come twice.
struct PersonDeparts {
    static constexpr std::string_view type_name = "told.person-leaves";
    base::Id128 person;
    bool erase_messages = false;  // what they wrote goes, too
    std::string answer_to;        // the domain that tells it
    static constexpr auto fields() {
        return base::Pack{base::field("person", &PersonDeparts::person),
                          base::field("erase_messages", &PersonDeparts::erase_messages),
                          base::field("answer_to", &PersonDeparts::answer_to)};
    }
};

// The domain has nothing more of the person. It may come twice.
struct Departed {
    static constexpr std::string_view type_name = "told.departed";
    base::Id128 person;
    std::string domain;
    static constexpr auto fields() {
        return base::Pack{base::field("person", &Departed::person),
                          base::field("domain", &Departed::domain)};
    }
};

// How many bytes the domain stores of people, of whom it was another number the last time.
struct Stored {
    static constexpr std::string_view type_name = "told.stored";
    struct OfPerson {
        base::Id128 person;
        std::int64_t bytes = 0;
        static constexpr auto fields() {
            return base::Pack{base::field("person", &OfPerson::person),
                              base::field("bytes", &OfPerson::bytes)};
        }
    };
    static constexpr std::size_t most = 500;
    std::string domain;
    std::vector<OfPerson> people;
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &Stored::domain),
                          base::field("people", &Stored::people).at_most(most)};
    }
};

}  // namespace server::told
