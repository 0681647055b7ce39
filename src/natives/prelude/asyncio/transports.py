"""The abstract transports: what a protocol calls."""

__all__ = ('BaseTransport', 'ReadTransport', 'WriteTransport', 'Transport', 'DatagramTransport', 'SubprocessTransport')


class BaseTransport:
    """What all transports can do."""

    __slots__ = ('_extra',)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Something about the transport, by name."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Whether the transport closes, or is closed."""
        raise NotImplementedError

    def close(self):
        """Close the transport, after what is in its buffer."""
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Tell another protocol from now on."""
        raise NotImplementedError

    def get_protocol(self):
        """The protocol that is told."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """A transport that is read only."""

    __slots__ = ()

    def is_reading(self):
        """Whether new data is read."""
        raise NotImplementedError

    def pause_reading(self):
        """Read no new data for now."""
        raise NotImplementedError

    def resume_reading(self):
        """Read new data again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """A transport that is written only."""

    __slots__ = ()

    def set_write_buffer_limits(self, high=None, low=None):
        """Set when the protocol is told to pause, and to resume."""
        raise NotImplementedError

    def get_write_buffer_size(self):
        """How many bytes wait to be written."""
        raise NotImplementedError

    def get_write_buffer_limits(self):
        """The low and the high limit of the buffer."""
        raise NotImplementedError

    def write(self, data):
        """Write some bytes, without waiting."""
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Write several pieces."""
        self.write(b''.join(list_of_data))

    def write_eof(self):
        """End what is written, after what is in the buffer."""
        raise NotImplementedError

    def can_write_eof(self):
        """Whether write_eof works here."""
        raise NotImplementedError

    def abort(self):
        """Close the transport at once; what is in the buffer is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A transport of two directions."""

    __slots__ = ()


class DatagramTransport(BaseTransport):
    """A transport of datagrams."""

    __slots__ = ('_sock',)

    def sendto(self, data, addr=None):
        """Send a datagram, without waiting."""
        raise NotImplementedError

    def abort(self):
        """Close the transport at once; what is in the buffer is lost."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    __slots__ = ()

    def get_pid(self):
        """The number of the process."""
        raise NotImplementedError

    def get_returncode(self):
        """How the process ended, or None."""
        raise NotImplementedError

    def get_pipe_transport(self, fd):
        """The transport of one of its pipes."""
        raise NotImplementedError

    def send_signal(self, signal):
        """Send a signal to the process."""
        raise NotImplementedError

    def terminate(self):
        """Ask the process to end."""
        raise NotImplementedError

    def kill(self):
        """End the process."""
        raise NotImplementedError
