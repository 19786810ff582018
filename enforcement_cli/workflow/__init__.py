"""The use cases, in the order of the data: ingest, status, report, explain, export, the routine.

Comes in: a workspace and what the user asked. Goes out: values. Prints nothing, refuses to know
the terminal; it alone knows in which order the stages stand.
"""
