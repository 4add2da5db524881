"""Writers of retells' scripts."""
