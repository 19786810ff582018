"""The terminal: commands, what they print, how they end. The only place that knows Typer and rich.

Comes in: an argument line. Goes out: text, one JSON object, an exit code. Refuses to compute: every
command asks workflow/ and shows what it gives.
"""
