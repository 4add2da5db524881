"""Captions as files and pictures: fonts, ASS, and libass through ffmpeg."""
