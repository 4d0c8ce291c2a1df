"""Shards: what some hundred files hold, as Parquet, on a folder or a store of objects that many machines reach."""
