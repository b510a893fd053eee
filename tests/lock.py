"""For `make lock`: requirements-school.txt, every package by version and by what its files hash to.

It is for Linux, Windows and macOS alike, from Python 3.11 on.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-school.txt"
HEAD = """\
# What a school installs: python -m pip install --require-hashes -r requirements-school.txt
# Written by `make lock` from requirements-oidc.txt, requirements.txt and constraints.txt.
"""


def main() -> int:
    """Write the file; 1 when the tool refuses."""
    found = subprocess.run(
        [
            sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes",
            "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet",
            "requirements-oidc.txt",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode:
        print(found.stderr, file=sys.stderr)
        return 1
    LOCK.write_text(HEAD + found.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
