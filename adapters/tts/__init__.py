"""Speech engines: text to sound, each behind the port `TtsEngine`."""
