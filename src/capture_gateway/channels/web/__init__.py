"""Web: a form that we host, which any registered site may frame; the words, boxes to tick, one button."""

from capture_gateway.channels import Kind
from capture_gateway.channels.web.definition import read
from capture_gateway.channels.web.embed import AT_ROOT
from capture_gateway.channels.web.routes import routes
from capture_gateway.channels.web.way_in import way_in

KIND = Kind(name="web", read=read, routes=routes, way_in=way_in, at_root=AT_ROOT)
