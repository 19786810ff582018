"""The nouns of the field: court, case number, money, period, form, origin, problem, figure.

Comes in: nothing. Goes out: frozen values every stage shares. Refuses to know files, databases,
terminals and the words of any one court; imports nothing of ours.
"""
