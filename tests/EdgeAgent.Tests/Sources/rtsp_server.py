"""Serves Matroska files with H.264 as rtsp://127.0.0.1:PORT/cam, /cam2 and so on, at their own pace.

usage: rtsp_server.py [--credentials USER:PASSWORD] [--port PORT] FILE...

Prints the port on one line, and ends when standard input is closed.
"""
import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("files", nargs="+")
parser.add_argument("--credentials")
parser.add_argument("--port", default="0")
arguments = parser.parse_args()
Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(arguments.port)

if arguments.credentials:
    user, password = arguments.credentials.split(":", 1)
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)

for number, path in enumerate(arguments.files, 1):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(f'( filesrc location="{path}" ! matroskademux ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=1 )')
    if arguments.credentials:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("viewer", "media.factory.access", True)
        permissions.add_permission_for_role("viewer", "media.factory.construct", True)
        factory.set_permissions(permissions)
    server.get_mount_points().add_factory("/cam" if number == 1 else f"/cam{number}", factory)

if server.attach(None) == 0:
    sys.exit("cannot listen")
print(server.get_bound_port(), flush=True)

loop = GLib.MainLoop()
GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.IN, lambda *_: loop.quit())
loop.run()
