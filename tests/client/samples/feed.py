import os
from pathlib import Path

from capture_gateway.client import CaptureGateway

kept = Path("position")
after = int(kept.read_text()) if kept.exists() else None

with CaptureGateway(os.environ["CAPTURE_GATEWAY_URL"], os.environ["CAPTURE_GATEWAY_TOKEN"]) as gateway:
    for record in gateway.records(after=after, wait=30):
        print(record.position, record.event, record.id, flush=True)  # your work
        kept.write_text(str(record.position))
