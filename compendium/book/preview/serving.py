"""Serving the book to its author alone: pages of the last build at once, and each page anew when a file is saved."""

import asyncio
import json
import mimetypes
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from compendium.book.preview.author_loop import Preview, Tell
from compendium.book.preview.warm import SITE
from compendium.book.site.templates import template
from compendium.book.standing import PAGES
from compendium.errors import Refused

HOST, FIRST_PORT, TRIED = "127.0.0.1", 8000, 50
PREVIEW_STATIC = Path(__file__).parent / "static"
LOCK = Path("_build") / "preview.lock"


class Served:
    """What browsers ask of a preview."""

    def __init__(self, preview: Preview) -> None:
        self.preview, self.root = preview, preview.root

    async def page(self, request: Request) -> Response:
        """A file of the book: one made since the last build, or that of the last build."""
        name = request.path_params["path"] or "index.html"
        name += "index.html" if name.endswith("/") else ""
        path = self._file(name) if name.removesuffix(".html") not in self.preview.gone else None
        if not name.endswith(".html"):
            return FileResponse(path, headers={"Cache-Control": "no-cache"}) if path else Response(status_code=404)
        page = name.removesuffix(".html")
        why = "There is no page of this name." if self.preview.story else "The book is being made for the first time."
        text = path.read_text(encoding="utf-8") if path else template("preview-waiting.html").render(why=why)
        script = template("preview-script.html").render(page=page, version=self.preview.versions.get(page, 0))
        return HTMLResponse(text.replace("</head>", f"{script}</head>", 1), 200 if path else 404,
                            headers={"Cache-Control": "no-store"})

    def _file(self, name: str) -> Path | None:
        return next(filter(None, (_within(folder, name) for folder in (self.root / SITE, self.root / PAGES))), None)

    async def own(self, request: Request) -> Response:
        """The preview's own script and style sheet."""
        path = _within(PREVIEW_STATIC, request.path_params["name"])
        return FileResponse(path) if path else Response(status_code=404)

    async def events(self, request: Request) -> Response:
        """Tell a browser of its page, now and whenever anything changes."""
        said = self.preview.following(request.query_params.get("page", ""))
        return StreamingResponse((f"data: {json.dumps(each)}\n\n" async for each in said),
                                 media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def _within(folder: Path, name: str) -> Path | None:
    """The file of this name in a folder; none where there is none, or where none can have such a name."""
    with suppress(OSError, ValueError):
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path
    return None


def application(preview: Preview) -> Starlette:
    """The server, with its watch and its work; it answers to nobody but this machine."""

    @asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(each) for each in (preview.watch(), preview.make())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    mimetypes.add_type("text/javascript", ".js")
    served = Served(preview)
    return Starlette(
        lifespan=working,
        # a page of another site must not read the book by giving its own name to this address
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        routes=[Route("/_preview/events", served.events), Route("/_preview/{name}", served.own),
                Route("/{path:path}", served.page)])


def free_port(wanted: int | None) -> socket.socket:
    """A socket of this machine alone: the port that was named, or the first free one from 8000 on.

    Raises Refused where the named port is taken.
    """
    for port in [wanted] if wanted is not None else range(FIRST_PORT, FIRST_PORT + TRIED):
        found = socket.socket()
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, port))
            # whoever is told of the address may ask at once
            found.listen()
        except OSError:
            found.close()
        else:
            return found
    tried = f"port {wanted} is" if wanted is not None else f"ports {FIRST_PORT} to {FIRST_PORT + TRIED - 1} are"
    raise Refused(f"{tried} taken; name another with --port")


@contextmanager
def only_preview(root: Path) -> Iterator[None]:
    """Hold the folder in which pages are made; Refused where another preview makes its own there."""
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as problem:
        raise Refused("another preview of this book is running; open its page, or end it first") from problem
    try:
        yield
    finally:
        lock.release()


def serve(root: Path, tell: Tell, port: int | None = None) -> None:
    """Serve the book at ``root`` until it is interrupted; ``tell`` is given each line for the terminal."""
    with only_preview(root), free_port(port) as at:
        tell(f"http://{HOST}:{at.getsockname()[1]}/  (Ctrl+C ends it)")
        preview = Preview(root.resolve(), tell)
        config = uvicorn.Config(application(preview), log_level="error", lifespan="on", timeout_graceful_shutdown=1)
        with suppress(KeyboardInterrupt):
            _Server(config, preview).run(sockets=[at])


class _Server(uvicorn.Server):
    """A server whose streams end before it does."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._preview.end()
        await super().shutdown(sockets)
