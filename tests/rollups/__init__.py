"""A project with pre-aggregations of every type."""
