"""`python -m sample_data.make CAMPAIGN --out DIR [--clean]`: make a sample campaign.

In: a fixed seed. Out: returns/, manifest.csv, answers.csv, issues.csv, enforce.toml and truth/
in the folder, the same bytes on every run.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from sample_data.making.guyang.sample import guyang
from sample_data.making.jiuyuan.sample import jiuyuan
from sample_data.making.lanshan.sample import lanshan
from sample_data.making.ordos.sample import ordos
from sample_data.making.plain.folder import write_sample
from sample_data.making.plain.nouns import Sample
from sample_data.making.tieling import make_tieling

# By name: what makes the campaign, with or without its planted faults.
_PLAIN: dict[str, Callable[..., Sample]] = {
    "ordos": ordos,
    "guyang": guyang,
    "jiuyuan": jiuyuan,
    "lanshan": lanshan,
}
CAMPAIGNS = ("tieling", *_PLAIN)


def make(out: Path, *, faults: bool, campaign: str = "tieling") -> None:
    """Write a whole campaign into a folder, replacing an earlier one."""
    if campaign == "tieling":
        make_tieling(out, faults=faults)
    else:
        write_sample(out, _PLAIN[campaign](faults=faults))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make a sample campaign.")
    parser.add_argument("campaign", choices=CAMPAIGNS)
    parser.add_argument("--out", type=Path, help="folder to write (default: beside this module)")
    parser.add_argument("--clean", action="store_true", help="without the planted faults")
    chosen = parser.parse_args()
    out = chosen.out or Path(__file__).parent / chosen.campaign
    make(out, faults=not chosen.clean, campaign=chosen.campaign)


if __name__ == "__main__":
    main()
