"""7. Figures -> Bulletin: sections, tables, sentences, notes; every number tied to its figure.

Comes in: figures and what they rest on. Goes out: one Bulletin value that any template may lay out.
Refuses to know the store, SQL, files and formats; computes nothing but what a reader sees.
"""
