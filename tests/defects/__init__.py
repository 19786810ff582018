"""A campaign of ten weeks with planted defects: what a checker must find, and where.

In: a seed. Out: the returns of seven courts, clean or with sixty defects, each with the code and
the cell that must come out. Knows how returns are written, and nothing of how they are checked.
"""
