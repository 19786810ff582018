"""What the smaller sample campaigns share: cases, lists and figures, their sheets, their truth.

In: a fixed seed. Out: a Sample that is written as one folder, the same bytes on every run.
"""
