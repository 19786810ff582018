"""A Bulletin comes in, files go out. Lays out what is there; computes, rounds and masks nothing."""
