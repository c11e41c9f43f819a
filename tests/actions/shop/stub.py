"""A shop that misbehaves on purpose: it answers each connection as the next line of its script says."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Stub:
    """`script` names an answer for each request; the last one is repeated. `seen` are the request lines."""

    script: list[str]
    seen: list[str] = field(default_factory=list)
    url: str = ""


def answer(status: int, body: Any, *headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


ANSWERS = {
    "ok": answer(200, {"order": "1234567890123456"}),
    "nonsense": answer(200, b"<html>captive portal</html>"),
    "other shape": answer(200, {"orders": 1}),
    "cut off": answer(200, {"order": "1234567890123456"})[:-5],
    "redirect": answer(302, b"", "Location: http://127.0.0.1:1/elsewhere"),
    "internal": answer(500, {"code": "internal", "error": "x"}),
    "bad gateway": answer(502, b"<html>"),
    "unavailable": answer(503, b"", "Retry-After: 7"),
    "busy": answer(429, b"", "Retry-After: 9"),
    "unauthorized": answer(401, {"code": "unauthorized", "error": "x"}),
    "unknown refusal": answer(409, {"code": "moon_phase", "error": "x", "params": {"days": 3, "odd": [1]}}),
    "strange refusal": answer(409, [1, 2]),
}


@contextmanager
def misbehaving(*script: str) -> Iterator[Stub]:
    stub, listening = Stub(script=list(script)), socket.create_server(("127.0.0.1", 0))
    stub.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    stopped = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
            threads[-1].start()

    def serve(connection: socket.socket) -> None:
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            stub.seen.append(request.split(b"\r\n", 1)[0].decode())
            act = stub.script.pop(0) if len(stub.script) > 1 else stub.script[0]
            if act == "hang":
                stopped.wait(20)
            elif act != "hang up":
                connection.sendall(ANSWERS[act])
                time.sleep(0.01)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield stub
    stopped.set()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    for running in [thread, *threads]:
        running.join(5)
