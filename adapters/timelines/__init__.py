"""Cut lists in the formats of editing programs."""
