"""Stage 2, review: the way to the network, for the inbox only. In: host and port; out: a connection that may be made.

An address from outside must not become a way into the reader's own network. A name is resolved once, all that it
stands for must be public, and the connection goes to just that address; host and certificate stay those of the name.
So neither a redirect nor a name that changes its mind between look-up and connection leads anywhere else.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from dashboard.review.errors import ReviewError

Resolver = Callable[[str, int], list[str]]

UNICAST = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is in use on the open internet (RFC 4291, section 2.4)."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 see them (RFC 6052): they lead where the last 32 bits say."""


class RefusedError(ReviewError):
    """An address that is not asked, whatever is there."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not loopback, private, shared, link-local or multicast."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip in NAT64:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    inner = ip.sixtofour
    return ip in UNICAST and ip.is_global and (inner is None or is_public(str(inner)))


def resolve(host: str, port: int) -> list[str]:
    """All IP addresses of a host, in the order in which the system would try them. Raises `OSError` for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Deadline:
    """The moment by which all of a fetch must be done, slow drips included."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`. Raises `httpcore.ReadTimeout` where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for one article is over")
        return left if most is None else min(left, most)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only (unless `private` allows others), and never waits past the deadline."""

    def __init__(self, deadline: Deadline, *, private: bool = False, resolver: Resolver = resolve) -> None:
        self._deadline, self._private, self._resolver = deadline, private, resolver
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve once, refuse what is not public, connect to the first address that answers."""
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address is known for {host}") from error
        inside = [address for address in addresses if not is_public(address)]
        if inside and not self._private:
            raise RefusedError(f"{host} is not on the open internet ({inside[0]}): it is not fetched")
        failed: Exception = httpcore.ConnectError(f"no address is known for {host}")
        for address in addresses:
            try:
                left = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _TimedStream(httpcore.NetworkStream):
    """A connection every wait of which ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
