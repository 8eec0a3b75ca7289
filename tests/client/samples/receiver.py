import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from capture_gateway.client import BadSignature, verify_webhook


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = verify_webhook(os.environ["WEBHOOK_SECRET"], self.headers, body)
            print(event.type, event.id, flush=True)  # your work; an id that you know needs none
            self.send_response(204)
        except BadSignature:
            self.send_response(401)
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", 9000), Receiver).serve_forever()
