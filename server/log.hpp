// The server's log: one JSON object a line on standard error, so
// that a tool can read it and no value, whatever a stranger put into
// it, can forge a second line. Made once in main and passed down.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace spdlog {
class logger;
}

namespace server {

enum class Level { trace, debug, info, warning, error, off };

// What a field may hold: text, a whole number, a fraction, or yes and no. Text is only looked at,
// so a field lives no longer than the call.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;

    template <class Value>
    LogField(std::string_view field_name, Value const& field_value) : name(field_name) {
        if constexpr (std::is_same_v<Value, bool>) {
            value = field_value;
        } else if constexpr (std::is_integral_v<Value>) {
            value = static_cast<std::int64_t>(field_value);
        } else if constexpr (std::is_floating_point_v<Value>) {
            value = static_cast<double>(field_value);
        } else {
            value = std::string_view(field_value);
        }
    }
};

// Copies write to the same place; any thread may write.
class Log {
public:
    using Fields = std::initializer_list<LogField>;

    static Log to_standard_error(Level least);
    static Log to(std::ostream& out, Level least);  // the stream must outlive every copy

    // `event` is a stable name for machines
    // ("database.started"), never a sentence with values in it.
    void trace(std::string_view event, Fields fields = {}) const;
    void debug(std::string_view event, Fields fields = {}) const;
    void info(std::string_view event, Fields fields = {}) const;
    void warning(std::string_view event, Fields fields = {}) const;
    void error(std::string_view event, Fields fields = {}) const;

private:
    explicit Log(std::shared_ptr<spdlog::logger> logger);
    void write(Level level, std::string_view event, Fields fields) const;

    std::shared_ptr<spdlog::logger> logger_;
};

// `text` between quotes as JSON has it (RFC 8259); bytes that are not UTF-8 become U+FFFD.
std::string quoted_json(std::string_view text);

}  // namespace server
