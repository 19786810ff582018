"""Stage 3, a Table's cells -> a Batch's typed columns; every row keeps its Excel row."""
