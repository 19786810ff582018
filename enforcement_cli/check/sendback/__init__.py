"""What goes back to the sender: a marked copy of its workbook, or a list of its problems.

Comes in: the bytes of a file and the problems found in it. Goes out: bytes of another workbook.
Refuses to touch the original, and to write a kind of file that writing back would damage.
"""
