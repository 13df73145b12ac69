"""Frozen classes of attrs, without what makes hundreds of them dear to load.

For each class attrs writes, compiles and runs its own comparison, hash and representation, half of the time that a class takes.
Here all classes share one of each. And without what makes hundreds of thousands of their objects dear to make: `maker`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import attrs

__all__ = ["frozen", "maker"]

P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import frozen
else:

    def frozen(cls: type | None = None, *, eq: bool = True, **options: Any) -> Any:
        """`attrs.frozen`: the same class by the same options."""

        def made(bare: type) -> type:
            made = attrs.frozen(bare, eq=False, repr=False, weakref_slot=False, **options)
            parts = attrs.fields(made)
            made.__repr__ = _representation([part.name for part in parts if part.repr])
            if eq:
                made.__eq__, made.__hash__ = _comparison(attrgetter("__class__", *(part.name for part in parts)))
            return made

        return made if cls is None else made(cls)


def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """A function that makes objects of a class, for what there is one of for each column or table of a warehouse: in a third of the time.

    To call a class costs more than to call a function, and into a frozen object each field goes past its own `__setattr__`.
    This function fills an object of an open twin, and makes it one of `cls`, as frozen as all others, before anybody sees it.
    It is fastest with arguments by position, where the class takes them so.

    Args:
        cls: a class of `frozen` that inherits from no other one, and has no factories.
    """
    parts = attrs.fields(cast(Any, cls))
    names: dict[str, Any] = {f"default_{part.name}": part.default for part in parts if part.default is not attrs.NOTHING}
    open_again = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    names |= {"twin": type("twin", (cast(type, cls),), {"__slots__": (), **open_again}), "cls": cls}
    taken = [part.name + f" = default_{part.name}" * (f"default_{part.name}" in names) for part in parts]
    by_name = ["*"] * parts[0].kw_only
    filled = [f"    made.{part.name} = {part.name}" for part in parts]
    head = f"def make({', '.join(by_name + taken)}):"
    code = [head, "    made = twin()", *filled, "    made.__class__ = cls", "    return made"]
    exec("\n".join(code), names)  # noqa: S102  the code is made of the names in our own classes, of no input
    make: Callable[P, T] = names["make"]
    return make


def _comparison(parts: Callable[[object], Any]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    def equal(self: Any, other: object) -> bool:
        return parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented

    return equal, lambda self: hash(parts(self))


def _representation(names: list[str]) -> Callable[[Any], str]:
    def representation(self: Any) -> str:
        name = type(self).__qualname__.rpartition(">.")[2]
        return f"{name}({', '.join(f'{part}={getattr(self, part)!r}' for part in names)})"

    return representation
