"""Worker processes: which pool serves which queue with which activities, and what surrounds every stage."""
