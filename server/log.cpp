#include "server/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "shared/base/text.hpp"

namespace server {
namespace {

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::trace:
            return spdlog::level::trace;
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
        case Level::off:
            return spdlog::level::off;
    }
    return spdlog::level::info;
}

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink, Level least) {
    auto logger = std::make_shared<spdlog::logger>("kontor", std::move(sink));
    logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v})", spdlog::pattern_time_type::utc));
    logger->set_level(spdlog_level(least));
    logger->flush_on(spdlog::level::trace);
    return logger;
}

std::string json(std::string_view text) { return quoted_json(text); }
std::string json(std::int64_t number) { return std::to_string(number); }
std::string json(double number) {
    return std::isfinite(number) ? fmt::format("{}", number) : std::string("null");
}
std::string json(bool yes) { return yes ? "true" : "false"; }

// Terminals obey more than the control characters of ASCII; U+2028 and U+2029 end lines for some
// readers; marks of direction turn round what stands beside them, and what cannot be seen makes two
// lines look alike (Unicode's classes Cc, Cf, Zl and Zp, and letters that are drawn as nothing).
bool is_hidden(char32_t c) {
    constexpr std::array<std::pair<char32_t, char32_t>, 22> ranges{{
        {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD}, {0x034F, 0x034F},
        {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD}, {0x070F, 0x070F},
        {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F},
        {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    }};
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](auto const& range) { return c >= range.first && c <= range.second; });
}

// As JSON has it: in two halves beyond U+FFFF.
void append_number(std::string& text, char32_t code_point) {
    if (code_point > 0xFFFF) {
        append_number(text, 0xD800 + ((code_point - 0x10000) >> 10));
        code_point = 0xDC00 + ((code_point - 0x10000) & 0x3FF);
    }
    text += fmt::format("\\u{:04x}", static_cast<unsigned>(code_point));
}

void append_escaped(std::string& text, char32_t code_point) {
    switch (code_point) {
        case '"':
            text += "\\\"";
            return;
        case '\\':
            text += "\\\\";
            return;
        case '\n':
            text += "\\n";
            return;
        case '\t':
            text += "\\t";
            return;
        default:
            break;
    }
    if (is_hidden(code_point)) {
        append_number(text, code_point);
    } else {
        base::append_utf8(text, code_point);
    }
}

}  // namespace

std::string quoted_json(std::string_view text) {
    std::string quoted = "\"";
    while (!text.empty()) {
        auto const rest = text;
        auto code_point = base::next_code_point(text);
        if (code_point == base::broken) {
            text = rest.substr(1);
            code_point = 0xFFFD;
        }
        append_escaped(quoted, code_point);
    }
    return quoted += '"';
}

Log::Log(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}

Log Log::to_standard_error(Level least) {
    return Log(make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>(), least));
}

Log Log::to(std::ostream& out, Level least) {
    return Log(make_logger(std::make_shared<spdlog::sinks::ostream_sink_mt>(out), least));
}

void Log::trace(std::string_view event, Fields fields) const { write(Level::trace, event, fields); }
void Log::debug(std::string_view event, Fields fields) const { write(Level::debug, event, fields); }
void Log::info(std::string_view event, Fields fields) const { write(Level::info, event, fields); }
void Log::warning(std::string_view event, Fields fields) const {
    write(Level::warning, event, fields);
}
void Log::error(std::string_view event, Fields fields) const { write(Level::error, event, fields); }

void Log::write(Level level, std::string_view event, Fields fields) const {
    auto const at = spdlog_level(level);
    if (!logger_->should_log(at)) return;
    std::string line = "\"event\":" + quoted_json(event);
    for (auto const& field : fields) {
        line += ',';
        line += quoted_json(field.name);
        line += ':';
        line += std::visit([](auto const& value) { return json(value); }, field.value);
    }
    logger_->log(at, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace server
