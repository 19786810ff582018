"""6. stored facts -> Figures: indicators declared once, compiled to SQL; the only place that divides.

Comes in: relations of the current state, declarations, windows. Goes out: figures with their
comparisons and targets. Refuses to know where a fact came from and how a number is printed.
"""
