"""Stage 4, a Batch (and what was reported before) -> Problems and a verdict on the return."""
