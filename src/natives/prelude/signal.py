"""Signals: numbers with names, and what happens when one arrives."""
import _signal
from _signal import (alarm, default_int_handler as _default_int_handler, pause, raise_signal as _raise_signal,
                     set_wakeup_fd, setitimer, siginterrupt, strsignal, NSIG)
from enum import IntEnum

__all__ = ['signal', 'getsignal', 'raise_signal', 'strsignal', 'valid_signals', 'default_int_handler', 'Signals',
           'Handlers', 'NSIG', 'pause', 'alarm', 'setitimer', 'set_wakeup_fd', 'siginterrupt']

_numbers = {n: v for n, v in vars(_signal).items() if n.isupper() and n.startswith('SIG') and not n.startswith('SIG_')}
Signals = IntEnum('Signals', sorted(_numbers.items(), key=lambda p: p[1]), module=__name__)
Handlers = IntEnum('Handlers', [('SIG_DFL', _signal.SIG_DFL), ('SIG_IGN', _signal.SIG_IGN)], module=__name__)
globals().update(Signals.__members__)
globals().update(Handlers.__members__)
__all__ += [*Signals.__members__, *Handlers.__members__]
default_int_handler = _default_int_handler


def _named(value, kind):
    if not isinstance(value, int):
        return value
    try:
        return kind(value)
    except ValueError:
        return value


def signal(signalnum, handler):
    """Sets the handler of a signal; the one before is returned."""
    handler = int(handler) if isinstance(handler, int) else handler
    return _named(_signal.signal(int(signalnum) if isinstance(signalnum, int) else signalnum, handler), Handlers)


def getsignal(signalnum):
    return _named(_signal.getsignal(signalnum), Handlers)


def raise_signal(signalnum):
    _raise_signal(signalnum)


def valid_signals():
    return {_named(n, Signals) for n in _signal.valid_signals()}
