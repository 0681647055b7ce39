"""Streams: not built yet. Each name says so when it is used."""

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server', 'open_unix_connection',
           'start_unix_server')


class StreamReader:
    """The reading side of a stream."""

    def __init__(self, limit=2 ** 16, loop=None):
        raise NotImplementedError('asyncio.StreamReader is not built yet')


class StreamWriter:
    """The writing side of a stream."""

    def __init__(self, transport, protocol, reader, loop):
        raise NotImplementedError('asyncio.StreamWriter is not built yet')


class StreamReaderProtocol:
    """What joins a transport and a StreamReader."""

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        raise NotImplementedError('asyncio.StreamReaderProtocol is not built yet')


async def open_connection(host=None, port=None, *, limit=2 ** 16, **kwds):
    """Connect, and return a reader and a writer."""
    raise NotImplementedError('asyncio.open_connection() is not built yet')


async def start_server(client_connected_cb, host=None, port=None, *, limit=2 ** 16, **kwds):
    """Listen, and call back with a reader and a writer for each connection."""
    raise NotImplementedError('asyncio.start_server() is not built yet')


async def open_unix_connection(path=None, *, limit=2 ** 16, **kwds):
    """Connect to a socket of the file system, and return a reader and a writer."""
    raise NotImplementedError('asyncio.open_unix_connection() is not built yet')


async def start_unix_server(client_connected_cb, path=None, *, limit=2 ** 16, **kwds):
    """Listen on a socket of the file system, and call back with a reader and a writer for each connection."""
    raise NotImplementedError('asyncio.start_unix_server() is not built yet')
