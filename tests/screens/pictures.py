"""Pictures of the main screens, in both languages, dark and light, wide and narrow, go to build/screenshots."""

import os
import re
import subprocess
import sys
from pathlib import Path

VARIANTS = [f"{language}-{theme}-{width}" for language in ("ru", "en") for theme in ("dark", "light")
            for width in (1280, 390)]
# A screen that failed to draw is one colour, or the clear colour and little else.
FEWEST_COLOURS = 32


def colours(picture):
    ended = subprocess.run(["identify", "-format", "%k", str(picture)], capture_output=True, text=True, check=False)
    return int(ended.stdout or 0)


def main():
    folder = Path(os.environ["TEST_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        if re.search("-(?:ru|en)-(?:dark|light)-", old.name):
            old.unlink()
    ended = subprocess.run(["xvfb-run", "-a", os.environ["TEST_GALLERY"], str(folder)], capture_output=True, text=True,
                           check=False)
    print("".join(f"    {line}\n" for line in (ended.stdout + ended.stderr).splitlines()), end="")
    screens = {re.sub("-(?:ru|en)-(?:dark|light)-.*", "", file.name) for file in folder.glob("*-*-*-*.png")}
    good = ended.returncode == 0 and bool(screens)
    print(f"{'ok' if good else 'not ok'} - pictures of {len(screens)} screens are taken")
    for screen in sorted(screens):
        bad = []
        for variant in VARIANTS:
            picture = folder / f"{screen}-{variant}.png"
            if not picture.exists() or colours(picture) < FEWEST_COLOURS:
                bad.append(picture.name)
        print(f"{'not ok' if bad else 'ok'} - {screen} is drawn in every language, theme and width")
        if bad:
            print(f"    missing or empty: {', '.join(bad)}")
        good = good and not bad
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
