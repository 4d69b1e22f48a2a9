// What of a written text is a mark, and what stays as it was written.
#include "web-client/look/marked_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace marked_text_test {

using look::Mark;

namespace {

// Strong, slanted (italic), struck, fixed, code, link, name; p: plain.
std::string marks_of(std::string const& source) {
    std::string out;
    look::MarkedText const marked = look::read_marks(source);
    std::size_t end = 0;
    for (look::Run const& run : marked.runs) {
        std::string name;
        char const* letter = "si-fcln";
        for (unsigned bit = 1; bit <= 64; bit *= 2, ++letter)
            if (look::has(run.mark, static_cast<Mark>(bit))) name += *letter;
        out += name.empty() ? "p" : name;
        out += "[" + marked.text.substr(run.begin, run.end - run.begin) + "]";
        CHECK(run.begin == end);
        CHECK(run.end > run.begin);
        end = run.end;
    }
    CHECK(end == marked.text.size());
    CHECK(look::as_written(marked, source, 0, marked.text.size()) ==
          (marked.text.empty() ? std::string() : source));
    return out;
}

// Words and where they lead.
std::string links_of(std::string const& source) {
    std::string out;
    look::MarkedText const marked = look::read_marks(source);
    for (auto const& link : marked.links)
        out += marked.text.substr(link.begin, link.end - link.begin) + " -> " + link.address + "\n";
    return out;
}

// A part of what is seen, and what was written for it.
std::string copied(std::string const& source, std::string const& seen) {
    auto const marked = look::read_marks(source);
    auto const at = marked.text.find(seen);
    REQUIRE(at != std::string::npos);
    return look::as_written(marked, source, at, at + seen.size());
}

bool stays(std::string const& text) { return marks_of(text) == "p[" + text + "]"; }

}  // namespace

TEST_CASE("words are strong, slanted and struck, one in another, too") {
    CHECK(marks_of("a *b* c") == "p[a ]i[b]p[ c]");
    CHECK(marks_of("a _b c_, d") == "p[a ]i[b c]p[, d]");
    CHECK(marks_of("(_да_) «*нет*».") == "p[(]i[да]p[) «]i[нет]p[».]");
    CHECK(marks_of("~~старое~~ новое") == "-[старое]p[ новое]");
    CHECK(marks_of("***b***") == "si[b]");
    CHECK(marks_of("**a *b* c**") == "s[a ]si[b]s[ c]");
    CHECK(marks_of("*a **b***") == "i[a ]si[b]");
    CHECK(marks_of("~~**a** _b_~~") == "s-[a]-[ ]i-[b]");
    CHECK(marks_of("_*a*_") == "i[a]");
    CHECK(marks_of("**«Да»**") == "s[«Да»]");
    CHECK(marks_of("пере**нос**") == "p[пере]s[нос]");
    CHECK(marks_of("日本**太字**です") == "p[日本]s[太字]p[です]");
    CHECK(marks_of("*שלום* عالم **مرحبا**") == "i[שלום]p[ عالم ]s[مرحبا]");
    CHECK(marks_of("*👍🏽* ~~🎂~~") == "i[👍🏽]p[ ]-[🎂]");
    CHECK(marks_of("**a `b*` c**") == "s[a ]sf[b*]s[ c]");
    CHECK(marks_of("**@Anna Petrova**") == "sn[@Anna]s[ Petrova]");
}

TEST_CASE("what is no mark stays as it was written") {
    for (std::string const text : {"snake_case_word",
                                   "_private",
                                   "__init__",
                                   "a_b_ c",
                                   "2*3*4",
                                   "2**3**4",
                                   "x**2 + y**2",
                                   "2 * 3 * 4",
                                   "1_000_000",
                                   "*.txt *.doc",
                                   "copy *.* a",
                                   "src/**/*.cpp, src/**/*.hpp",
                                   "/usr/_x_/y",
                                   "C:\\_temp\\_x",
                                   "https",
                                   "~5 ~6",
                                   "~/a ~/b",
                                   "$_GET $_POST",
                                   "f(*args, **kwargs)",
                                   "5* и 4*",
                                   "цена 100* (*без НДС)",
                                   "*open",
                                   "close*",
                                   "**open",
                                   "_open",
                                   "~~open",
                                   "* *",
                                   "****",
                                   "*****a*****",
                                   "~~~a~~~",
                                   "*a\nb*",
                                   "\\*",
                                   "a\\*b",
                                   "(*_*)",
                                   "[a]",
                                   "[a](b)",
                                   "[a](javascript:x)",
                                   "[a] (https",
                                   "[a](ftp://x)",
                                   "[a](HTTPS",
                                   "![",
                                   "5 > 3",
                                   ">5",
                                   ">:(",
                                   "-5",
                                   "-",
                                   "- ",
                                   "* * *",
                                   "- - -",
                                   "1.",
                                   "1.5 kg",
                                   "2026. ",
                                   "`",
                                   "``",
                                   "a ` b ` c",
                                   "a@b",
                                   "a@b.c",
                                   "a@1.2",
                                   "@ a.b",
                                   "x@.org",
                                   "www.",
                                   "www",
                                   "awww.a.example/"})
        CHECK(marks_of(text) == "p[" + text + "]");
    CHECK(marks_of("[](https://a.example)") == "p[[](]l[https://a.example]p[)]");
    CHECK(marks_of("") == "");
}

TEST_CASE("links are words with an address, addresses of pages and of e-mail") {
    CHECK(links_of("[the *list*](https://a.example/x_(y)?b=_c_) and [b](mailto:b@a.example)") ==
          "the list -> https://a.example/x_(y)?b=_c_\nb -> mailto:b@a.example\n");
    CHECK(marks_of("**[a](http://a.example)**") == "sl[a]");
    CHECK(links_of("[a](http://a.example)[b](http://b.example)") ==
          "a -> http://a.example\nb -> http://b.example\n");
    CHECK(links_of("see www.a.example/b, (www.c.example)") ==
          "www.a.example/b -> https://www.a.example/b\n"
          "www.c.example -> https://www.c.example\n");
    CHECK(links_of("anna.p+x@mail.example.org, <b-c@d.example>; иван@почта.рф.") ==
          "anna.p+x@mail.example.org -> mailto:anna.p+x@mail.example.org\n"
          "b-c@d.example -> mailto:b-c@d.example\nиван@почта.рф -> mailto:иван@почта.рф\n");
    CHECK(marks_of("*a@b.org* **https://a.example/**") == "il[a@b.org]p[ ]sl[https://a.example/]");
    CHECK(links_of("_https://a.example/b_c_") ==
          "https://a.example/b_c -> https://a.example/b_c\n");
    CHECK(marks_of("git@github.com:a/b @ann@host.example") ==
          "p[git@github.com:a/b @ann@host.example]");
    CHECK(links_of("https://me:word@a.example/") ==
          "https://me:word@a.example/ -> https://me:word@a.example/\n");
    // What looks like an address leads where it says.
    CHECK(links_of("[https://bank.example](https://other.example)")
              .find("bank.example -> "
                    "https://other") == std::string::npos);
    CHECK(links_of("[www.bank.example](https://other.example)")
              .find("www.bank.example -> "
                    "https://other") == std::string::npos);
    for (std::string const text :
         {"[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](file:///etc/passwd)",
          "[a](//b.example)", "[a](/admin)", "[a](HTTP://b)", "[a](java\tscript:x)"})
        CHECK(links_of(text).empty());
}

TEST_CASE("lines of code are shown without their signs") {
    CHECK(marks_of("a\n```cpp\nint *x = *y;\n\n  @ann\n```\nb *c*") ==
          "p[a\n]c[int *x = *y;\n\n  @ann]p[\nb ]i[c]");
    CHECK(marks_of("```\nx\n```") == "c[x]");
    CHECK(marks_of("````\n```\nx\n```\n````") == "c[```\nx\n```]");
    CHECK(marks_of("```две строки\nx\n```") == "c[две строки\nx]");
    CHECK(marks_of("```x```, ``a ` b``, `` `c` ``") == "f[x]p[, ]f[a ` b]p[, ]f[`c`]");
    CHECK(stays("```\n```"));
    CHECK(stays("```\nunclosed\n"));
    CHECK(stays("```\nunclosed\n ```"));
    CHECK(marks_of("```\n*a*\n``` b") == "p[```\n]i[a]p[\n``` b]");
    CHECK(marks_of("```a\n```b\nc\n```") == "c[```b\nc]");
    auto const marked = look::read_marks("a\n```\nb\nc\n```\nd");
    REQUIRE(marked.blocks.size() == 1);
    CHECK(marked.blocks[0].is_code);
    CHECK(marked.text.substr(marked.blocks[0].begin, 3) == "b\nc");
}

TEST_CASE("lines begin with the signs of lists and quotes") {
    auto const marked = look::read_marks("a\n- b *c*\n  * d\n12. e\n> f\n> - g\n> > h\n>\ni > j");
    CHECK(marked.text == "a\n• b c\n  • d\n12. e\nf\n• g\nh\n\ni > j");
    REQUIRE(marked.blocks.size() == 7);
    auto const of = [&](std::size_t i) {
        auto const& block = marked.blocks[i];
        return std::pair(marked.text.substr(block.begin, block.end - block.begin),
                         static_cast<int>(block.quotes));
    };
    CHECK(of(0) == std::pair<std::string, int>("• b c", 0));
    CHECK(of(1) == std::pair<std::string, int>("  • d", 0));
    CHECK(of(3) == std::pair<std::string, int>("f", 1));
    CHECK(of(4) == std::pair<std::string, int>("• g", 1));
    CHECK(of(5) == std::pair<std::string, int>("h", 2));
    CHECK(of(6) == std::pair<std::string, int>("", 2));
    CHECK(marked.blocks[0].hangs_to == marked.blocks[0].begin + 4);
    CHECK(marked.blocks[3].hangs_to == 0);
}

TEST_CASE("what is copied is what was written") {
    std::string const text = "a **b *c* d** [e f](https://g.example) `h`\n> - i\n```x\nj\n```";
    CHECK(copied(text, "c") == "*c*");
    CHECK(copied(text, "b c d") == "**b *c* d**");
    CHECK(copied(text, "b c") == "b *c*");
    CHECK(copied(text, "a b") == "a b");
    CHECK(copied(text, "e f") == "[e f](https://g.example)");
    CHECK(copied(text, "f h") == "f `h`");
    CHECK(copied(text, "• i") == "- i");
    CHECK(copied(text, "i\nj") == text.substr(text.find("i\n")));
    CHECK(copied("- a\n- b", "• a\n•") == "- a\n-");
}

TEST_CASE("a message of nothing but signs takes no longer than another") {
    auto const many = [](std::string const& part) {
        std::string all;
        while (all.size() < 10'000) all += part;
        return all;
    };
    for (auto const* const part : {"*",
                                   "_",
                                   "~",
                                   "`",
                                   "[",
                                   "]",
                                   "*a",
                                   "*a ",
                                   "a* ",
                                   "**a *b ",
                                   "*a _b ",
                                   "a*_ *b",
                                   "~~a *b ",
                                   "[a](http://b",
                                   "[a](http://b) ",
                                   "](http://(",
                                   "![[a]",
                                   "a@",
                                   "a.",
                                   "a@a.",
                                   "www.",
                                   "`a``",
                                   "> ",
                                   ">\n",
                                   "- *a\n",
                                   "```\n",
                                   "```a\n",
                                   "````a\n",
                                   "``` a\n````\n",
                                   "http://*",
                                   "@a_",
                                   "\xff*",
                                   "*👍",
                                   "(",
                                   "<",
                                   "1. "}) {
        auto const text = many(part);
        auto const begin = std::chrono::steady_clock::now();
        marks_of(text);
        std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - begin;
        CHECK_MESSAGE(taken.count() < 0.5, part << " " << taken.count());
    }
}

}  // namespace marked_text_test
