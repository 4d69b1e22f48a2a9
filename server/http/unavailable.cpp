#include "server/http/unavailable.hpp"

namespace http {

namespace {

Fault fault(std::string_view rule, std::string_view seconds) {
    Fault fault;
    fault.status = 503;
    fault.rule = rule;
    fault.headers.emplace_back("Retry-After", seconds);
    return fault;
}

}  // namespace

Fault unavailable_or_rethrow(server::Log const& log, std::string_view request_id) {
    auto const say = [&](std::string_view event, std::exception const& error) {
        log.warning(event, {{"request", request_id}, {"error", std::string_view(error.what())}});
    };
    try {
        throw;
    } catch (database::Unavailable const& error) {
        say("database.unavailable", error);
        return fault("database-unavailable", "2");
    } catch (database::Busy const& error) {
        say("database.busy", error);
        return fault("busy", "1");
    } catch (database::Contended const& error) {
        say("database.contended", error);
        return fault("busy", "1");
    } catch (database::ResourceExhausted const& error) {
        say("database.exhausted", error);
        return fault("storage-full", "30");
    }
}

}  // namespace http
