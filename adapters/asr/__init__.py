"""Engines that listen: speech recognisers, voice detectors, and the reader of their audio."""
