"""What the trade calls things, as data: header words, causes, closing methods, measures, checks.

Comes in: the TOML tables beside this file. Goes out: frozen lookups of normalised words. Refuses
to know any file of a court. A clerk's request ("we call it …") is an edit of a table here.
"""
