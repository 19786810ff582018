"""Stage 2: a grid becomes the table that a form claims, with all that the sheet says around it.

Comes in: RawBook. Goes out: LocatedBook. Refuses to read values. The door is book.locate.
"""
