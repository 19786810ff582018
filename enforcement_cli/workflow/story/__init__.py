"""The story desk: cases told in prose read, checked, found again and told in turns.

Comes in: files, the workspace's stories, the store. Goes out: drafts, findings, rotations. Refuses
to compose bulletins: that is bulletin/'s.
"""
