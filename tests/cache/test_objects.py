"""The shelf: what is costly to make again is kept, and read back only if it is ours."""

from __future__ import annotations

from pathlib import Path

from press.cache import ObjectCache


def test_a_shelf_gives_back_what_was_put_there_and_nothing_foreign(tmp_path: Path) -> None:
    objects = ObjectCache(tmp_path, {})
    objects.keep("a", {"b": (1, b"c")})
    assert objects.take("a", dict) == {"b": (1, b"c")}
    assert objects.take("a", tuple) is None  # another thing than is asked for
    objects.keep("path", Path("/etc"))
    assert objects.take("path", Path) is None  # a class that is not named
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-3])
    assert objects.take("a", dict) is None


def test_a_shelf_throws_away_what_was_not_used_for_a_month(tmp_path: Path) -> None:
    objects = ObjectCache(tmp_path, {})
    objects.keep("a", 1)
    now, day = (tmp_path / "a").stat().st_mtime_ns, 24 * 3600 * 1_000_000_000
    objects.tidy(now + 29 * day)
    assert objects.take("a", int) == 1
    objects.tidy((tmp_path / "a").stat().st_mtime_ns + 31 * day)
    assert objects.take("a", dict) is None
