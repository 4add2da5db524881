"""The connection to the Temporal cluster, by settings alone."""
