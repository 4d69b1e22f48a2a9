"""Where fuzzing begins: the kept corpus of a target, and the golden messages, which a target could not guess."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/messages"


def from_golden(program):
    """(name, bytes) of the golden messages in the target's encoding."""
    if program == "fuzz-json":
        for file in GOLDEN.glob("*.json"):
            yield file.name, file.read_bytes()
    if program == "fuzz-bytes":
        for file in GOLDEN.glob("*.hex"):
            yield file.name, bytes.fromhex(file.read_text())


def folders(program):
    """The folders to begin from; that of the golden messages is made anew in build/fuzz."""
    kept = ROOT / "tests/fuzz/corpus" / program.removeprefix("fuzz-")
    made = ROOT / "build/fuzz" / f"{program}-seeds"
    made.mkdir(parents=True, exist_ok=True)
    for name, content in from_golden(program):
        (made / name).write_bytes(content)
    return [folder for folder in (kept, made) if folder.is_dir() and any(folder.iterdir())]
