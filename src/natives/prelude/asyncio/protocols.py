"""The abstract protocols: what a transport calls."""

__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol')


class BaseProtocol:
    """What all protocols are told."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection stands; the transport is its side of it."""

    def connection_lost(self, exc):
        """The connection is gone: by an exception, or by its end (None)."""

    def pause_writing(self):
        """The buffer of the transport is too full."""

    def resume_writing(self):
        """The buffer of the transport has room again."""


class Protocol(BaseProtocol):
    """A protocol of a stream of bytes."""

    __slots__ = ()

    def data_received(self, data):
        """Some bytes came."""

    def eof_received(self):
        """The other side sends no more; what is true keeps the transport open."""


class BufferedProtocol(BaseProtocol):
    """A protocol of a stream of bytes that brings its own buffer."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """Return a buffer for what comes."""

    def buffer_updated(self, nbytes):
        """So many bytes lie in the buffer."""

    def eof_received(self):
        """The other side sends no more; what is true keeps the transport open."""


class DatagramProtocol(BaseProtocol):
    """A protocol of datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram came."""

    def error_received(self, exc):
        """A send or a receive failed."""


class SubprocessProtocol(BaseProtocol):
    """A protocol of a child process."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The child wrote to its output or error output."""

    def pipe_connection_lost(self, fd, exc):
        """A pipe to the child is closed."""

    def process_exited(self):
        """The child has ended."""
