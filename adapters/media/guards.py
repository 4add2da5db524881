"""What an untrusted file may ask of a demuxer or decoder."""

FORMATS = "mov,matroska,mpegts,mpeg,avi,flv,asf,wav,w64,aiff,caf,mp3,aac,ac3,eac3,amr,flac,ogg"
"""Demuxers a source may use; everything that opens further files (playlists, concat, DASH) is left out."""

PROTOCOLS = "file,pipe"
MAX_PIXELS = 40_000_000
"""Pixels of one frame; beyond it a single picture takes hundreds of megabytes."""
