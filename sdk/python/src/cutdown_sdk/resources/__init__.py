"""The sections of the API, one module each."""
