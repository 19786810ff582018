"""Tables of figures, a step of stage 2: what no form of rows claims becomes a LocatedAggregate.

Comes in: a grid. Goes out: where each figure stands and what the words about it make it. Refuses
to read values. The door is aggregate.locate_aggregate; merges, header, body, grid and pairs find
the spots, word, words and named say what each is, around, units, figures and totals settle it.
"""
