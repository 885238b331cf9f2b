"""Draws pictures of number plates with their texts. Everything is made from a seed: the same seed gives the same pictures."""
