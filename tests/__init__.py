"""The tests of floe-cube."""
