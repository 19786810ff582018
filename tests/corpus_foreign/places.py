"""Where the spreadsheets nobody of us wrote lie; absent on most machines."""

import os
from pathlib import Path

CORPUS = Path(
    os.environ.get("ENFORCE_CORPUS")
    or Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
)
