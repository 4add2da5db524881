"""The project's own sample talks and the program that makes them."""
