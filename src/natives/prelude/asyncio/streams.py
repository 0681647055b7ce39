"""Streams: not built yet. Each name says so when it is used."""

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server', 'open_unix_connection',
           'start_unix_server')


class StreamReader:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('asyncio.StreamReader is not built yet')


class StreamWriter:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('asyncio.StreamWriter is not built yet')


class StreamReaderProtocol:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('asyncio.StreamReaderProtocol is not built yet')


async def open_connection(host=None, port=None, *, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.open_connection() is not built yet')


async def start_server(client_connected_cb, host=None, port=None, *, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.start_server() is not built yet')


async def open_unix_connection(path=None, *, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.open_unix_connection() is not built yet')


async def start_unix_server(client_connected_cb, path=None, *, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.start_unix_server() is not built yet')
