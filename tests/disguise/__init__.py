"""Invented returns in random layouts whose truth is known, and what the reader makes of them.

`python -m tests.disguise SEED` writes the workbook of a seed and prints truth and differences.
"""
