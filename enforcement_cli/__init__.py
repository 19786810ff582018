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

disk/ writes every file, whole or not at all; workflow/ knows the order of the stages, cli/ alone
knows the terminal.
"""

__version__ = "0.1.0"
