"""Lakes as use cases: a workspace written out as one, made from one, returns read into one.

Comes in: a room, the folder or address of a lake. Goes out: files of it, or a store. Refuses to know
Parquet and Spark: that is store/lake/.
"""
