"""Stage 1: a file on disk becomes grids of plain values, or one problem.

Comes in: a path. Goes out: RawBook. Refuses to know what a court or a form is. The door is
read.read_book; worker.run_in_workers runs it where a file may kill its reader.
"""
