"""What Kizuna made of a world and can make again, kept in the user's own folder, signed, never trusted blindly."""

from kizuna.cache.archive import packed, unpacked
from kizuna.cache.stamp import stamp
from kizuna.cache.store import Cache, open_cache

__all__ = ["Cache", "open_cache", "packed", "stamp", "unpacked"]
