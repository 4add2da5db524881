"""Where bytes lie: blobs, fetched sources, temporary folders."""
