#include "server/http/log.hpp"

#include <cmath>

namespace http {

void Log::access(Access const& access) const {
    if (counted_) counted_(access);
    if (!log_) return;
    auto const write = access.status >= 500 ? &server::Log::error : &server::Log::info;
    ((*log_).*write)("http.request", {{"id", access.id},
                                      {"method", access.method},
                                      {"route", access.route},
                                      {"status", access.status},
                                      {"ms", std::round(access.milliseconds * 100) / 100},
                                      {"bytes", access.bytes},
                                      {"address", access.address},
                                      {"problem", access.problem},
                                      {"cut", access.cut}});
}

void Log::failure(std::string_view id, std::string_view what) const {
    if (log_) log_->error("http.failure", {{"id", id}, {"what", what}});
}

}  // namespace http
