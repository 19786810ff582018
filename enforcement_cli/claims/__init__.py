"""Running text comes in; the figures it states go out as Claims, with the words they rest on.

Rules and words are data (vocabulary/claims.toml); the same text gives the same claims on every
machine. Refuses to know courts, campaigns and figures of ours: what a text says is read here, what
is true is proof/'s.
"""
