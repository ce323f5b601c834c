"""Random worlds, and what must be true of every one of them."""
