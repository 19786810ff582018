"""The campaign file: from TOML to a desk, its courts, campaigns and settings.

Comes in: enforce.toml and the files beside it. Goes out: frozen values of model/. Refuses an unknown
key, naming file, line and the nearest one.
"""
