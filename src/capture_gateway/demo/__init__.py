"""The demo: the sample deployment, served with a simulated telephone company, and a phone in the browser at `/`.

Texts and calls leave the page as requests to this process, travel through the simulated company, and arrive at the
gateway's real webhooks, signed, over a loopback socket. Nothing in the gateway knows that it is a demo.
"""
