"""Just enough of C++ for the rules: text without comments and strings, includes, and where functions are."""

import re

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      |(?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      |(?P<string>"(?:[^"\\\n]|\\.)*")
      |(?P<character>(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+')""",
    re.S | re.X,
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
SCOPE = re.compile(r"^(?:\[\[.*?\]\]\s*)?(?:inline\s+|typedef\s+)*(?:namespace|class|struct|union|enum)\b|extern\s*$")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.)*", re.M | re.S)


def blank(text):
    """The same text with comments and the insides of literals as spaces; every line keeps its length."""

    def spaces(match):
        found = match.group()
        if match.lastgroup == "comment" or match["comment"]:
            return re.sub(r"[^\n]", " ", found)
        return '"' + re.sub(r"[^\n]", " ", found[1:-1]) + '"'

    return TOKEN.sub(spaces, text)


def uncommented(text):
    """The same text with comments as spaces."""

    def spaces(match):
        is_comment = match.lastgroup == "comment" or match["comment"]
        return re.sub(r"[^\n]", " ", match.group()) if is_comment else match.group()

    return TOKEN.sub(spaces, text)


def includes(text):
    """(line, name, whether in quotes) of each include."""
    return [
        (text.count("\n", 0, match.start()) + 1, match[2], match[1] == '"') for match in INCLUDE.finditer(text)
    ]


def functions(text):
    """(line of the opening, number of lines) of every function body that stands in a namespace or class."""
    clean = DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), blank(text))
    found, stack, header_from = [], [], 0
    for at, character in enumerate(clean):
        if character == "{":
            if re.match(r"[\w>]", clean[at - 1:at]):  # "member_{1}": a value within the header, not its body
                stack.append(("value", at))
                continue
            header = clean[header_from:at].strip()
            stack.append((kind_of(header, stack), at))
            header_from = at + 1
        elif character == "}":
            if stack:
                kind, start = stack.pop()
                if kind == "value":
                    continue
                if kind == "function":
                    first = clean.count("\n", 0, start) + 1
                    found.append((first, clean.count("\n", start, at) + 1))
            header_from = at + 1
        elif character == ";" and (not stack or clean.count("(", header_from, at) <= clean.count(")", header_from, at)):
            header_from = at + 1
    return found


def kind_of(header, stack):
    if stack and stack[-1][0] != "scope":
        return "inner"
    header = re.sub(r"^(?:public|private|protected)\s*:", "", header).strip()
    template = re.match(r"template\s*<", header)
    if template:
        depth = 0
        for at in range(template.end() - 1, len(header)):
            depth += {"<": 1, ">": -1}.get(header[at], 0)
            if depth == 0:
                header = header[at + 1:].strip()
                break
    if SCOPE.match(header) and not header.endswith(")"):
        return "scope"
    outside = re.sub(r"\([^()]*\)", "()", header)
    if "(" not in header or re.search(r"(?<!operator)(?<![=!<>])=(?!=)", re.sub(r"operator\s*[=!<>]+", "", outside)):
        return "inner"  # an initialiser
    return "function"
