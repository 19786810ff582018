"""The store as a lake of Parquet files: its layout, DuckDB over it, Spark over it.

Comes in: a folder of a lake, or a store. Goes out: a connection that answers as the store's does.
Refuses to know what is counted. pyspark and sqlglot are known here alone, and loaded when asked for.
"""
