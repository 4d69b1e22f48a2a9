// How often what accounts offer may be asked for: generous for an office behind one address, tight
// for whoever guesses.
#pragma once

#include "shared/wire/rate.hpp"

namespace accounts::rates {

using wire::Rate;

inline constexpr Rate sign_in{"sign-in", {120, 120}, {20, 20}};
inline constexpr Rate registration{"registration", {60, 20}, {5, 0.2}};
inline constexpr Rate reset{"reset", {30, 10}, {4, 0.1}};
inline constexpr Rate confirmation{"confirmation", {60, 30}, {5, 0.2}};
inline constexpr Rate link{"link", {60, 30}, {10, 2}};
inline constexpr Rate look_at_link{"look-at-link", {60, 30}, {30, 10}};
inline constexpr Rate tokens{"tokens", {600, 600}, {30, 30}};
// Each is there for months, and is a row and an entry of the log.
inline constexpr Rate new_token{"new-token", {60, 20}, {20, 2}};
inline constexpr Rate new_email{"new-email", {30, 10}, {5, 0.2}};
// Each reads all that somebody ever wrote.
inline constexpr Rate archive{"archive", {60, 10}, {5, 0.1}};
inline constexpr Rate password{"password", {60, 30}, {10, 2}};
// Each is a process of its own, two files, and news for everybody.
inline constexpr Rate pictures = wire::of_each_person("pictures", 30, 6);
// Of failures that a client tells of; those of strangers, who are one account.
inline constexpr Rate reports{"report", {30, 5}, {120, 60}};

}  // namespace accounts::rates
