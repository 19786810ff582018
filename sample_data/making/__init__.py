"""The making of a sample campaign: world, returns, layouts, files, truth.

In: a fixed seed. Out: the files of `sample_data/<campaign>/`, the same bytes on every run.
"""
