"""A text held against the store, as use cases: the ground it is held against, and the answer."""
