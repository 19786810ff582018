"""Every check of the catalogue shown to fire and to keep silent, through the real pipeline.

In: tables of cases, a code each with returns that fail it and returns that pass. Out: what is said
of them. Knows how returns are written, and nothing of how they are checked.
"""
