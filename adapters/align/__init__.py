"""Engines that place words in time."""
