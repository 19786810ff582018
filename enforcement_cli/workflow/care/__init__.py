"""Care of a workspace: the examination and its safe repairs, backup and restore.

Comes in: a workspace folder, sound or not. Goes out: findings with remedies, a verified backup, a
restored folder. Refuses to remove a return, an original or a published file.
"""
