"""Pure functions that decide how a result looks and sounds; called by workers and by quality checks alike."""
