"""Claims of a text and the figures of a period come in; Marks and Slips go out.

Refuses to know files, the store and how claims were read. Nothing is mended here: what differs is
told with the printed and the true value.
"""
