"""蓝山, a county court in 2025: several actions over one case base, and the year's report.

In: a fixed seed. Out: its Sample.
"""
