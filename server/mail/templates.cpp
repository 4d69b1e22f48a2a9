#include "server/mail/templates.hpp"

#include <stdexcept>

#include "shared/base/directions.hpp"
#include "shared/wire/json.hpp"

namespace mail {

namespace {

Templates parsed(std::string_view json) {
    Templates templates;
    auto const problems = wire::json::parse(json, templates);
    if (!problems.empty())
        throw std::logic_error("the letters' texts: " + problems[0].path + " " + problems[0].rule);
    return templates;
}

// Each {name} once, from left to right: what is put in is not looked at again.
std::string filled(std::string const& text, Filling const& filling) {
    std::string out;
    std::size_t at = 0;
    for (;;) {
        auto const open = text.find('{', at);
        auto const close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) return out + text.substr(at);
        out += text.substr(at, open - at);
        auto const name = text.substr(open + 1, close - open - 1);
        if (name == "home")
            out += filling.home;
        else if (name == "detail")
            out += base::isolated(filling.detail);
        else if (name == "name")
            out += base::isolated(filling.name);
        else
            throw std::logic_error("a letter's text names {" + name + "}");
        at = close + 1;
    }
}

std::string escaped(std::string const& text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string html_of(Template const& what, Templates const& all, std::string_view language,
                    Filling const& filling) {
    std::string const paragraph = "<p style=\"margin:0 0 16px\">";
    std::string out = "<!doctype html>\n<html lang=\"" + std::string(language) +
                      "\">\n<head><meta charset=\"utf-8\"><title>" + escaped(what.subject) +
                      "</title></head>\n<body style=\"margin:0;padding:24px;font:16px/1.5 "
                      "sans-serif;color:#1c1e21;background:#ffffff\">\n<div "
                      "style=\"max-width:560px;margin:0 auto\">\n" +
                      paragraph + escaped(all.greeting) + "</p>\n";
    for (auto const& text : what.text) out += paragraph + escaped(filled(text, filling)) + "</p>\n";
    auto const link = escaped(filling.link);
    out += "<p style=\"margin:24px 0\"><a href=\"" + link +
           "\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;"
           "background:#2457d6;color:#ffffff;text-decoration:none\">" +
           escaped(what.action) +
           "</a></p>\n<p style=\"margin:0 0 16px;word-break:break-all;"
           "font-size:14px;color:#5a5f66\">" +
           link + "</p>\n<p style=\"margin:24px 0 0;font-size:14px;color:#5a5f66\">" +
           escaped(filled(all.footer, filling)) + "</p>\n</div>\n</body>\n</html>\n";
    return out;
}

}  // namespace

Template const& Templates::of(Kind kind) const {
    switch (kind) {
        case Kind::confirm:
            return confirm;
        case Kind::reset:
            return reset;
        case Kind::new_email:
            return new_email;
        case Kind::email_warning:
            return email_warning;
        case Kind::enrolled:
            return enrolled;
        case Kind::invitation:
            return invitation;
        case Kind::already_registered:
            return already_registered;
        case Kind::locked_out:
            return locked_out;
        case Kind::token_made:
            return token_made;
        case Kind::account_stays:
            return account_stays;
        case Kind::factor_forgotten:
            return factor_forgotten;
        case Kind::session_copied:
            return session_copied;
    }
    throw std::logic_error("a letter of no kind");
}

bool is_written(std::string_view language) {
    return language.substr(0, 2) == "en" || language.substr(0, 2) == "ru";
}

Texts::Texts() : russian_(parsed(ru_json())), english_(parsed(en_json())) {}

Written Texts::write(Kind kind, std::string_view language, Filling const& given) const {
    bool const english = language.substr(0, 2) == "en";
    auto filling = given;
    if (filling.name.empty()) filling.name = english ? "Kontor" : "Контор";
    auto const& all = english ? english_ : russian_;
    auto const& what = all.of(kind);
    Written written;
    written.subject = what.subject;
    written.text = all.greeting + "\n\n";
    for (auto const& text : what.text) written.text += filled(text, filling) + "\n\n";
    written.text +=
        what.action + ":\n" + filling.link + "\n\n-- \n" + filled(all.footer, filling) + "\n";
    written.html = html_of(what, all, english ? "en" : "ru", filling);
    return written;
}

}  // namespace mail
