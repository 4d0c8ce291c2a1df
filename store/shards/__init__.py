"""Shards: what some hundred files hold, as Parquet, on a folder or a store of objects that many machines reach."""

BATCH = 200
"""Files of a shard; starting the process that makes it takes as long as reading five."""
LEAST_BATCH = 100
