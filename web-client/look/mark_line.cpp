#include "web-client/look/mark_line.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace look {

void put_run(MarkedText& marked, std::string_view source, std::size_t begin, std::size_t end,
             Mark mark, std::uint32_t link) {
    if (begin == end) return;
    auto& runs = marked.runs;
    auto const size = marked.text.size();
    marked.text += source.substr(begin, end - begin);
    bool const goes_on = !runs.empty() && runs.back().mark == mark && runs.back().link == link &&
                         runs.back().source + (size - runs.back().begin) == begin;
    if (goes_on)
        runs.back().end = marked.text.size();
    else
        runs.push_back({size, marked.text.size(), mark, link, begin});
    if (link == 0) return;
    auto& linked = marked.links[link - 1];
    if (linked.end == 0) linked.begin = size;
    linked.end = marked.text.size();
}

std::size_t signs_at(std::string_view text, std::size_t at, char sign) {
    return std::min(text.find_first_not_of(sign, at), text.size()) - at;
}

void LineReader::read(std::size_t begin, std::size_t end) {
    line_ = source_.substr(0, end);
    at_ = begin_ = begin;
    shown_ = 0;
    may_have_email_ = line_.find('@', begin) != std::string_view::npos;
    pieces_.clear();
    openers_.clear();
    brackets_.clear();
    lowest_.fill(0);
    while (at_ < end)
        if (!special()) plain(1);
    put_pieces();
}

bool LineReader::special() {
    switch (line_[at_]) {
        case '`':
            return fixed();
        case '*':
        case '_':
        case '~':
            return signs();
        case '[':
            brackets_.push_back({pieces_.size(), shown_});
            add(1, Mark::plain);
            return true;
        case ']':
            return words_of_link();
        case '@':
            return name();
        default:
            return address();
    }
}

void LineReader::add(std::size_t bytes, Mark mark) {
    pieces_.push_back({at_, at_ + bytes, mark, 0, {}, {}});
    at_ += bytes;
    is_plain_ = false;
}

void LineReader::plain(std::size_t bytes) {
    if (is_plain_ && !pieces_.empty()) {
        pieces_.back().end += bytes;
        at_ += bytes;
    } else {
        add(bytes, Mark::plain);
    }
    is_plain_ = true;
    auto const last = static_cast<unsigned char>(line_[at_ - 1]);
    if (last >= 0x80 || std::isalnum(last) != 0) ++shown_;
}

// Closed by as many signs as it was opened with.
bool LineReader::fixed() {
    auto const count = signs_at(line_, at_, '`');
    auto const begin = at_ + count;
    auto end = line_.find('`', begin);
    while (end < line_.size() && signs_at(line_, end, '`') != count)
        end = line_.find('`', end + signs_at(line_, end, '`'));
    bool const is_bare =
        end >= line_.size() || (count == 1 && (line_[begin] == ' ' || line_[end - 1] == ' '));
    if (is_bare) {
        plain(count);
        return true;
    }
    bool const is_padded =
        count > 1 && end - begin > 2 && line_[begin] == ' ' && line_[end - 1] == ' ';
    auto const pad = is_padded ? 1u : 0u;
    result_.pairs.push_back({at_, begin + pad, end - pad, end + count});
    at_ = begin + pad;
    add(end - begin - 2 * pad, Mark::fixed);
    at_ = end + count;
    ++shown_;
    return true;
}

// ---- * _ ~

bool LineReader::signs() {
    bool const behind_link = !pieces_.empty() && pieces_.back().link != 0;
    auto const run = sign_run(line_.substr(begin_), at_ - begin_, behind_link);
    if (!run.opens && !run.closes) {
        plain(run.count);
        return true;
    }
    Opener fresh{pieces_.size(), run, run.count, shown_};
    add(run.count, Mark::plain);
    if (run.closes) close(fresh);
    if (run.opens && fresh.left > 0) {
        fresh.shown = shown_;
        openers_.push_back(fresh);
    }
    return true;
}

std::size_t& LineReader::lowest(SignRun const& run) {
    std::size_t const kind = run.sign == '*' ? 0 : run.sign == '_' ? 1 : 2;
    return lowest_[(kind * 3 + run.count % 3) * 2 + (run.opens ? 1 : 0)];
}

void LineReader::close(Opener& closer) {
    while (closer.left > 0) {
        auto at = openers_.size();
        while (at > lowest(closer.run) && !fit(openers_[at - 1], closer)) --at;
        if (at <= lowest(closer.run)) {
            lowest(closer.run) = openers_.size();
            return;
        }
        openers_.resize(at);
        join(openers_.back(), closer);
        if (openers_.back().left == 0) openers_.pop_back();
        for (auto& lowest : lowest_) lowest = std::min(lowest, openers_.size());
    }
}

bool LineReader::fit(Opener const& opener, Opener const& closer) const {
    auto const &a = opener.run, &b = closer.run;
    if (a.sign != b.sign || opener.shown == shown_) return false;
    // Of signs that could do both, "*a**b*" is one in which two are written.
    bool const may_be_both = a.closes || b.opens;
    return !may_be_both || (a.count + b.count) % 3 != 0 || a.count % 3 == 0;
}

void LineReader::join(Opener& opener, Opener& closer) {
    auto const count = std::min<std::size_t>({opener.left, closer.left, 2});
    auto const emphasis = opener.run.sign == '~' ? struck : count == 2 ? strong : slanted;
    auto &first = pieces_[opener.piece], &last = pieces_[closer.piece];
    ++first.opens[emphasis];
    ++last.closes[emphasis];
    result_.pairs.push_back({first.end - count, first.end, last.begin, last.begin + count});
    first.end -= count;
    last.begin += count;
    opener.left -= count;
    closer.left -= count;
}

// ---- links

// Behind the words of a link, in brackets, stands its address, in others.
bool LineReader::words_of_link() {
    if (brackets_.empty()) return false;
    auto const bracket = brackets_.back();
    brackets_.pop_back();
    if (line_.substr(at_ + 1, 1) != "(" || bracket.shown == shown_) return false;
    auto const begin = at_ + 2, end = destination_end(begin);
    auto const address = line_.substr(begin, end - begin);
    if (end == begin || !may_be_opened(address)) return false;
    result_.links.push_back({0, 0, std::string(address)});
    for (auto i = bracket.piece; i < pieces_.size(); ++i) linked(pieces_[i]);
    auto& opening = pieces_[bracket.piece];
    result_.pairs.push_back({opening.begin, opening.end, at_, end + 1});
    opening.begin = opening.end;
    brackets_.clear();
    at_ = end + 1;
    is_plain_ = false;
    return true;
}

void LineReader::linked(Piece& piece) {
    piece.mark = piece.mark | Mark::link;
    piece.link = static_cast<std::uint32_t>(result_.links.size());
}

std::size_t LineReader::destination_end(std::size_t begin) const {
    constexpr std::size_t longest = 2048;
    int open = 0;
    for (auto at = begin; at < std::min(line_.size(), begin + longest); ++at) {
        if (line_[at] == '(') ++open;
        if (line_[at] == ')' && open-- == 0) return at;
        if (static_cast<unsigned char>(line_[at]) <= ' ' || line_[at] == '<') break;
    }
    return begin;
}

bool LineReader::address() {
    char const first = line_[at_];
    if (first != 'h' && first != 'w' && !may_have_email_) return false;
    auto const before = letter_before(line_, at_);
    bool const begins = !is_of_words(before);
    if (first == 'h' || (first == 'w' && begins)) {
        auto const end = page_end();
        if (end > at_) return link_to(end, first == 'w' ? "https://" : "");
    }
    constexpr std::string_view of_others = "@/\\.-+_";
    bool const goes_on =
        before < 0x80 && of_others.find(static_cast<char>(before)) != of_others.npos;
    if (!may_have_email_ || !begins || goes_on || !is_of_words(letter_behind(line_, at_)))
        return false;
    auto const end = email_end(line_, at_);
    return end > at_ && link_to(end, "mailto:");
}

// What was opened before an address is closed behind it.
std::size_t LineReader::page_end() const {
    auto end = address_end(line_, at_);
    auto const opened = [&](char sign) {
        return std::any_of(openers_.begin(), openers_.end(),
                           [&](Opener const& opener) { return opener.run.sign == sign; });
    };
    while (end > at_ && std::string_view("*_~").find(line_[end - 1]) != std::string_view::npos &&
           opened(line_[end - 1]))
        --end;
    return end;
}

bool LineReader::link_to(std::size_t end, std::string_view scheme) {
    result_.links.push_back(
        {0, 0, std::string(scheme) + std::string(line_.substr(at_, end - at_))});
    add(end - at_, Mark::plain);
    linked(pieces_.back());
    brackets_.clear();  // a link is in no other
    ++shown_;
    return true;
}

bool LineReader::name() {
    bool const opened = !openers_.empty() && openers_.back().piece + 1 == pieces_.size();
    auto const from = opened && !is_plain_ ? at_ : 0;
    auto end = name_end(line_.substr(from), at_ - from);
    if (end == 0) return false;
    end += from;
    if (names_ != nullptr) {
        auto const span = std::lower_bound(
            names_->begin(), names_->end(), at_,
            [](Span const& name, std::size_t place) { return name.begin < place; });
        if (span == names_->end() || span->begin != at_ || span->end > line_.size()) return false;
        end = span->end;
    }
    add(end - at_, Mark::name);
    ++shown_;
    return true;
}

void LineReader::put_pieces() {
    constexpr std::array<Mark, emphases> mark_of{Mark::strong, Mark::slanted, Mark::struck};
    std::array<int, emphases> open{};
    for (Piece const& piece : pieces_) {
        auto mark = piece.mark;
        for (std::size_t i = 0; i < emphases; ++i) {
            open[i] -= piece.closes[i];
            if (open[i] > 0) mark = mark | mark_of[i];
            open[i] += piece.opens[i];
        }
        put_run(result_, source_, piece.begin, piece.end, mark, piece.link);
    }
}

}  // namespace look
