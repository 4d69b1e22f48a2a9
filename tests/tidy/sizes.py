"""A file is one idea, a function fits a screen, a line fits beside another."""

import cpp
from tree import CPP, Finding, code, is_script

LINE_COLUMNS = 100
SCRIPT_COLUMNS = 120
FILE_LINES = 400
FUNCTION_LINES = 80
TEST_CASE_LINES = 100


def line_lengths(tree):
    """lines have at most 100 columns (scripts and build files 120)"""
    for path, text in tree.items():
        if path.endswith(CPP):
            limit = LINE_COLUMNS
        elif path.endswith((".py", ".cmake", ".sh", ".mjs", ".js", "CMakeLists.txt")) or is_script(path, text):
            limit = SCRIPT_COLUMNS
        else:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > limit and "://" not in line:
                yield Finding(path, number, f"{len(line)} columns, at most {limit}")


def file_lengths(tree):
    """files have at most 400 lines"""
    for path, text in code(tree):
        lines = text.count("\n")
        if lines > FILE_LINES:
            yield Finding(path, 0, f"{lines} lines, at most {FILE_LINES}: find the second idea in it")


def function_lengths(tree):
    """functions have at most 80 lines (a test case 100)"""
    for path, text in code(tree, *CPP):
        limit = TEST_CASE_LINES if path.startswith("tests/") else FUNCTION_LINES
        for line, length in cpp.functions(text):
            if length > limit:
                yield Finding(path, line, f"a function of {length} lines, at most {limit}")
