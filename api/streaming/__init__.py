"""Live streams: one reading of the log per organisation and process serves all who follow it."""
