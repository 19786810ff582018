"""What is kept of who did what: the audit log, the log of events, records of faults.

Comes in: what is done, by whom and why, as ids, codes and counts. Goes out: lines that are only
ever added to. Refuses names, numbers of persons and file names.
"""
