"""Caption fonts of scripts that no Python package carries; `OFL.txt` has their licence and says how they were made."""
