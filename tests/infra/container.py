"""A container of Lambda's, as a program: `python -I -S container.py TASK LAYERS RUNTIME ANSWER`, a request on stdin.

On its path are the function, its layers, what Lambda's Python comes with, and the standard library.
"""

import sys

task, layers, runtime, answer = sys.argv[1:]
sys.path[:0] = [task, f"{layers}/python", runtime]

import json  # noqa: E402
import os  # noqa: E402
from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402

request = json.load(sys.stdin)
name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
context = SimpleNamespace(
    function_name=name,
    function_version="$LATEST",
    invoked_function_arn=request["arn"],
    memory_limit_in_mb=256,
    aws_request_id="6bc28136-xmpl-4365-b021-0ce6b2e64ab0",
    log_group_name=f"/aws/lambda/{name}",
    log_stream_name="2020/11/30/[$LATEST]1",
    get_remaining_time_in_millis=lambda: 29_000,
)
said = import_module("handler").handler(request["event"], context)

known = (task, layers, runtime, os.path.dirname(os.__file__))  # noqa: PTH120
files = sorted({file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))})
strangers = [file for file in files if not file.startswith(known) or "site-packages" in file]
Path(answer).write_text(json.dumps({"said": said, "strangers": [one for one in strangers if one != __file__]}))
