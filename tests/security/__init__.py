"""Tokens, access policies and the runtime, in Python, in Node and inside a real Cube."""
