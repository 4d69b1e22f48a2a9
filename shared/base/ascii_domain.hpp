// Domains of mail, which people write in letters of their own and mail is sent to in ASCII: by
// A-labels (RFC 5890), "xn--e1afmkfd.xn--p1ai" for "пример.рф". The tables for that are large, and
// wherever this runs they are there already: natively in ICU (ascii_domain_native.cpp), in the page
// in the browser (ascii_domain_page.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

// As browsers do it (UTS 46, ToASCII, not transitional): letters of any case, full stops of any
// width. Nothing of what that refuses, and of what no domain is made of. What is ASCII already is
// itself, whatever it is.
std::optional<std::string> ascii_domain(std::string_view domain);

// An address with its domain in ASCII, where that makes it one; else as it came, to be refused.
std::string email_taken_in(std::string_view text);

// What somebody looks for among addresses: a whole one, a beginning, or a domain alone.
std::string email_sought(std::string_view text);

// An address with the labels of its domain in their own letters, so that a part of them is found;
// a label that is none stays. For searching alone: it is shown as it is kept, since many letters
// look like others. server.in_letters(address) is the same in SQL; a test holds the two together.
std::string email_in_letters(std::string_view kept);

// Of UTF-8 that is bounded, and has no ASCII beside letters, digits, hyphens and full stops.
std::optional<std::string> ascii_domain_by_tables(std::string_view domain);

}  // namespace base
