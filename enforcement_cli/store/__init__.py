"""5. Batch <-> DuckDB: append-only facts, one transaction a return, state as known at a moment.

Comes in: accepted batches, problems, events. Goes out: rows, and the SQL relations of the current
state that indicator/ compiles upon. Refuses to know spreadsheets, bulletins and the terminal; no
row is ever updated in place but a return's own marks.
"""
