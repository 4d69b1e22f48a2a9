"""What one domain more costs whoever loads the page: the trial domain of the tests, as brotli sends it."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/size"))
import first_load  # noqa: E402

# Of which about a sixth is what this domain is the first to use: a table, and forms with days and amounts.
LIMIT_BYTES = 25 * 1000


def program(preset):
    return next((ROOT / "build" / preset / "web-client/page").glob("kontor.*.wasm"))


with_it, without = (first_load.sent_bytes(program(preset)) for preset in ("trial-wasm", "wasm-release"))
print(f"bench domain-page {with_it - without} bytes limit {LIMIT_BYTES}")
