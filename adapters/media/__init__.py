"""Everything that decodes and encodes: ffmpeg and PyAV, always in children with limits."""
