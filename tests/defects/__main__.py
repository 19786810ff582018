"""`python -m tests.defects SEED [--clean]`: play a campaign and show what was found, missed, said."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.defects.score import play, score


def main() -> None:
    """Play one seed."""
    seed = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        if "--clean" in sys.argv:
            said, _ = play(Path(folder), seed, planted=False)
            lines = [" ".join(one) for one in said]
        else:
            result = score(Path(folder), seed)
            lines = [f"MISSED {plant}" for plant in result.missed]
            lines += [f"ASTRAY {plant}" for plant in result.astray]
            lines += [" ".join(one) for one in result.beside]
            found, astray = len(result.found), len(result.astray)
            lines.append(f"found {found} astray {astray} missed {len(result.missed)}")
            lines.append(str(Counter(one[1] for one in result.beside)))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
