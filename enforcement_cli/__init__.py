"""The statistics desk of a court's enforcement command centre, offline, in one folder.

The way of the data, one package a stage; stages know only model/, vocabulary/ and disk/:

1. workbook   a file on disk     -> RawBook
2. locate     RawBook            -> LocatedTable
3. normalise  LocatedTable       -> Batch
4. check      Batch (+ history)  -> Problems
5. store      Batch             <-> DuckDB
6. indicator  stored facts       -> Figures
7. bulletin   Figures            -> Bulletin
8. render     Bulletin           -> files

Beside it, for what is told in words: claims (text -> Claims) and proof (Claims + figures -> Proof).

disk/ writes every file, whole or not at all; workflow/ knows the order of the stages, cli/ alone
knows the terminal.
"""

import os

# openpyxl writes other bytes where lxml is installed, which python-docx brings along. What we write
# is the same on every machine, and was proven without it (docs/adr/0019).
os.environ["OPENPYXL_LXML"] = "False"

__version__ = "0.1.0"
