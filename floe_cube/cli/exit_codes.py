"""What a command ends with."""

from __future__ import annotations

#: Done; errors in the project; usage or files.
BUILT, PROJECT_ERRORS, UNUSABLE = 0, 1, 2
