"""九原, a district court that is run by the day: teams by the week, officers by the month.

In: a fixed seed. Out: its Sample.
"""
