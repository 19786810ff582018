"""Files that are whole or not there, after a power cut too.

Comes in: bytes and the place they belong. Goes out: a file that was written beside its place,
flushed to the disk, renamed, and whose folder was flushed; private to the account that made it.
Refuses to know what is in a file.
"""
