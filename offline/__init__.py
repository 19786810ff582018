"""Makes the offline bundle: one zip from which a machine without a network installs enforce.

`kit/` is what goes into the zip as it stands; `python -m offline.make_bundle` makes the rest.
"""
