"""Subprocesses: not built yet. Each name says so when it is used."""

__all__ = ('create_subprocess_exec', 'create_subprocess_shell')

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessStreamProtocol:
    """What joins a child process and its streams."""

    def __init__(self, limit, loop):
        raise NotImplementedError('asyncio.subprocess.SubprocessStreamProtocol is not built yet')


class Process:
    """A child process."""

    def __init__(self, transport, protocol, loop):
        raise NotImplementedError('asyncio.subprocess.Process is not built yet')


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.create_subprocess_shell() is not built yet')


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=2 ** 16, **kwds):
    raise NotImplementedError('asyncio.create_subprocess_exec() is not built yet')
