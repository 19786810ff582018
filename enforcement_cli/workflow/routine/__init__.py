"""What cron does: the inbox in, courts chased, bulletins out, and a record of how it went.

Comes in: rooms, a kind of run, a moment. Goes out: a run with its steps, on record. Refuses to let
one step's failure cost another, and to know the terminal.
"""
