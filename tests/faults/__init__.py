"""What happens when the machine lets us down: killed, full, read-only, crowded, set back.

Comes in: commands over a small workspace. Goes out: what was lost, counted twice, half-written or
failed. `python -m tests.faults` prints the figures that docs/reliability.md keeps.
"""
