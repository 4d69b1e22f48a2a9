"""The house rules, checked: prints a line "ok - rule" or "not ok - rule" for each, and what broke it."""

import sys

import files
import languages
import layers
import names
import schemas
import sizes
import tree

RULES = (
    layers.layering,
    layers.domains_apart,
    layers.domains_unnamed,
    layers.no_circles,
    layers.libraries,
    schemas.schemas_apart,
    schemas.migrations_of_all,
    layers.shared_is_pure,
    layers.includes_from_the_root,
    sizes.line_lengths,
    sizes.file_lengths,
    sizes.function_lengths,
    names.type_names,
    names.file_names,
    names.unfinished,
    names.tests_apart,
    names.globals_and_singletons,
    names.registries,
    files.headers,
    files.own_header_first,
    files.endings,
    files.dead_files,
    files.scripts,
    languages.complete,
    languages.used,
)


def main():
    project = tree.load()
    broken = 0
    for rule in RULES:
        name = rule.__doc__.splitlines()[0]
        found = list(rule(project))
        for finding in found:
            print(f"    {finding}")
        print(f"{'not ok' if found else 'ok'} - {name}" + (f" ({len(found)})" if found else ""))
        broken += bool(found)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
