"""floe-cube: dbt artifacts in, a complete Cube deployment out.

>>> from floe_cube import Artifacts, compile
>>> compilation = compile(Artifacts(manifest=b"{}"))
>>> [d.code for d in compilation.diagnostics]
['FC0103']
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from floe_cube.compiler import Artifacts, Compilation, compile
    from floe_cube.config import Config
    from floe_cube.diagnostics import Diagnostic, Place, Severity

__all__ = ["Artifacts", "Compilation", "Config", "Diagnostic", "Place", "Severity", "compile"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The public names are loaded with the first one that is asked for: a command that needs no compiler loads none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from floe_cube import compiler, config, diagnostics

    for module in (compiler, config, diagnostics):
        globals().update({public: getattr(module, public) for public in __all__ if hasattr(module, public)})
    return globals()[name]
