"""Engines, stores and servers behind the ports of the domain."""
