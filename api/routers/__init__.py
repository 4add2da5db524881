"""The routes, by what they are about; each parses, calls one service and returns."""
