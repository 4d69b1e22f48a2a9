#include "web-client/platform/native/journal.hpp"

#include <fcntl.h>

#include <array>
#include <stdexcept>
#include <system_error>

#include "web-client/platform/bytes.hpp"
#include "web-client/platform/queue_key.hpp"

namespace platform {
namespace {

constexpr std::string_view beginning = "kontor journal 1\n";
constexpr std::size_t frame_bytes = 8;  // length and sum before a batch
constexpr std::uint64_t compact_from_bytes = 1u << 20;
constexpr std::uint64_t compact_factor = 3;  // the journal is that much longer than what is alive
constexpr std::uint64_t bytes_of_entry = 24;

enum class Step : std::uint8_t { put = 1, erase = 2, wipe = 3, count = 4 };

// CRC-32 as in ISO 3309, which finds every torn and nearly every damaged batch.
std::uint32_t sum_of(std::string_view bytes) {
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1u) * 0xedb88320u);
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t sum = 0xffffffffu;
    for (char const c : bytes)
        sum = (sum >> 8) ^ table[(sum ^ static_cast<unsigned char>(c)) & 0xffu];
    return ~sum;
}

bool begins_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

std::string framed(std::string_view steps) {
    BytesOut out;
    out.length(steps.size());
    out.length(sum_of(steps));
    return out.take().append(steps);
}

void add_step(BytesOut& out, Step step, std::string_view key) {
    out.byte(static_cast<std::uint8_t>(step));
    out.text(key);
}

}  // namespace

void Journal::State::put(std::string_view key, std::string_view value) {
    erase(key);
    values.emplace(key, value);
    live_bytes += key.size() + value.size() + bytes_of_entry;
}

void Journal::State::erase(std::string_view key) {
    auto const found = values.find(std::string(key));
    if (found == values.end()) return;
    live_bytes -= found->first.size() + found->second.size() + bytes_of_entry;
    values.erase(found);
}

void Journal::State::wipe(std::string_view prefix) {
    auto value = values.lower_bound(std::string(prefix));
    while (value != values.end() && begins_with(value->first, prefix)) {
        live_bytes -= value->first.size() + value->second.size() + bytes_of_entry;
        value = values.erase(value);
    }
    auto count = counts.lower_bound(std::string(prefix));
    while (count != counts.end() && begins_with(count->first, prefix)) count = counts.erase(count);
}

void Journal::State::apply(std::string_view steps) {
    BytesIn in(steps);
    while (!in.empty()) {
        auto const step = static_cast<Step>(in.byte());
        std::string_view const key = in.text();
        switch (step) {
            case Step::put:
                put(key, in.text());
                break;
            case Step::erase:
                erase(key);
                break;
            case Step::wipe:
                wipe(key);
                break;
            case Step::count:
                counts[std::string(key)] = in.number();
                break;
            default:
                throw BadBytes("a step that this version does not know");
        }
    }
}

Journal::Journal(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    lock_ = File(folder_ / "lock", O_RDWR | O_CREAT);
    Locked const locked(lock_);
    catch_up();
}

// Called with the lock held.
void Journal::catch_up() {
    if (journal_.descriptor() < 0 || !journal_.is_still(folder_ / "journal")) reopen();
    if (journal_.size() > end_) read_batches(journal_.read_from(end_));
}

void Journal::reopen() {
    std::filesystem::path const path = folder_ / "journal";
    if (!std::filesystem::exists(path)) replace_file(path, beginning, true);
    journal_ = File(path, O_RDWR);
    std::string const bytes = journal_.read_from(0);
    if (!begins_with(bytes, beginning))
        throw std::runtime_error(path.string() + " was written by another version");
    state_ = State{};
    end_ = beginning.size();
    read_batches(std::string_view(bytes).substr(beginning.size()));
}

void Journal::read_batches(std::string_view bytes) {
    while (bytes.size() >= frame_bytes) {
        BytesIn in(bytes);
        std::uint32_t const length = in.length();
        std::uint32_t const sum = in.length();
        if (length > bytes.size() - frame_bytes) break;
        std::string_view const steps = bytes.substr(frame_bytes, length);
        if (sum_of(steps) != sum) break;
        state_.apply(steps);
        bytes.remove_prefix(frame_bytes + length);
        end_ += frame_bytes + length;
    }
    if (bytes.empty()) return;
    // Whoever wrote this died before it was whole, and so before anybody was told that it is
    // stored.
    File const cut(folder_ / "cut", O_WRONLY | O_CREAT);
    cut.write_at(cut.size(), bytes);
    journal_.cut(end_);
}

void Journal::append(std::string_view steps) {
    std::string const batch = framed(steps);
    try {
        journal_.write_at(end_, batch);
        journal_.sync();
    } catch (std::system_error const&) {
        journal_.cut(end_);
        throw;
    }
    end_ += batch.size();
}

// The batch as steps; the number of each append goes to `numbers`.
std::string Journal::steps_of(std::vector<Write> const& batch,
                              std::vector<std::uint64_t>& numbers) const {
    BytesOut steps;
    std::map<std::string, std::uint64_t> counts = state_.counts;
    for (Write const& each : batch) switch (each.kind) {
            case Write::Kind::put:
                add_step(steps, Step::put, each.key);
                steps.text(each.value);
                break;
            case Write::Kind::erase:
                add_step(steps, Step::erase, each.key);
                break;
            case Write::Kind::wipe:
                add_step(steps, Step::wipe, each.key);
                for (auto& [queue, count] : counts)
                    if (begins_with(queue, each.key)) count = 0;
                break;
            case Write::Kind::append: {
                std::uint64_t const number = ++counts[each.key];
                numbers.push_back(number);
                add_step(steps, Step::count, each.key);
                steps.number(number);
                add_step(steps, Step::put, queue_key(each.key, number));
                steps.text(each.value);
                break;
            }
        }
    return steps.take();
}

Written Journal::write(std::vector<Write> const& batch) {
    try {
        Locked const locked(lock_);
        catch_up();
        Written written;
        std::string const steps = steps_of(batch, written.numbers);
        append(steps);
        state_.apply(steps);
        written.ok = true;
        compact_if_worth_it();
        return written;
    } catch (std::system_error const&) {
        return {};  // said by ok == false; whoever asked shows it
    }
}

void Journal::compact_if_worth_it() {
    if (end_ < compact_from_bytes || end_ < compact_factor * state_.live_bytes) return;
    BytesOut steps;
    for (auto const& [queue, count] : state_.counts) {
        add_step(steps, Step::count, queue);
        steps.number(count);
    }
    for (auto const& [key, value] : state_.values) {
        add_step(steps, Step::put, key);
        steps.text(value);
    }
    try {
        replace_file(folder_ / "journal", std::string(beginning) + framed(steps.bytes()), true);
    } catch (std::system_error const&) {
        return;  // The long journal is as good; the next write tries again.
    }
    journal_ = File(folder_ / "journal", O_RDWR);
    end_ = journal_.size();
}

Store::Entries Journal::read(std::string_view prefix) {
    Locked const locked(lock_);
    catch_up();
    Store::Entries entries;
    for (auto at = state_.values.lower_bound(std::string(prefix));
         at != state_.values.end() && begins_with(at->first, prefix); ++at)
        entries.emplace_back(at->first, at->second);
    return entries;
}

namespace {

struct Lease {
    std::string holder;
    std::int64_t taken_ms = 0, duration_ms = 0;

    // A clock that was set back must not make a lease last for ever.
    bool runs(std::int64_t now_ms) const {
        return now_ms >= taken_ms && now_ms < taken_ms + duration_ms;
    }
};

std::map<std::string, Lease> read_leases(std::filesystem::path const& path) {
    std::map<std::string, Lease> leases;
    std::string const bytes = File(path, O_RDWR | O_CREAT).read_from(0);
    try {
        BytesIn in(bytes);
        while (!in.empty()) {
            Lease& lease = leases[std::string(in.text())];
            lease.holder = in.text();
            lease.taken_ms = static_cast<std::int64_t>(in.number());
            lease.duration_ms = static_cast<std::int64_t>(in.number());
        }
    } catch (BadBytes const&) {
        // After a power cut it may hold anything, and then nobody is left who held one.
        leases.clear();
    }
    return leases;
}

void write_leases(std::filesystem::path const& path, std::map<std::string, Lease> const& leases) {
    BytesOut out;
    for (auto const& [name, lease] : leases) {
        out.text(name);
        out.text(lease.holder);
        out.number(static_cast<std::uint64_t>(lease.taken_ms));
        out.number(static_cast<std::uint64_t>(lease.duration_ms));
    }
    replace_file(path, out.bytes(), false);
}

}  // namespace

bool Journal::lease(std::string const& name, std::string const& holder, std::int64_t duration_ms,
                    std::int64_t now_ms) {
    Locked const locked(lock_);
    auto leases = read_leases(folder_ / "leases");
    Lease& lease = leases[name];
    if (lease.holder != holder && lease.runs(now_ms)) return false;
    lease = {holder, now_ms, duration_ms};
    write_leases(folder_ / "leases", leases);
    return true;
}

void Journal::release(std::string const& name, std::string const& holder) {
    Locked const locked(lock_);
    auto leases = read_leases(folder_ / "leases");
    auto const found = leases.find(name);
    if (found == leases.end() || found->second.holder != holder) return;
    leases.erase(found);
    write_leases(folder_ / "leases", leases);
}

}  // namespace platform
