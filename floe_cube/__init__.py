"""floe-cube: dbt artifacts in, a complete Cube deployment out.

>>> from floe_cube import Artifacts, compile
>>> compilation = compile(Artifacts(manifest=b"{}"))
>>> [d.code for d in compilation.diagnostics]
['FC0103']
"""

from floe_cube.compiler import Artifacts, Compilation, compile
from floe_cube.config import Config
from floe_cube.diagnostics import Diagnostic, Place, Severity

__all__ = ["Artifacts", "Compilation", "Config", "Diagnostic", "Place", "Severity", "compile"]
__version__ = "0.1.0"
