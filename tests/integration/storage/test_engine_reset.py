"""A server or a network between that resets a connection just while the pool tests it."""

import os
import socket
import struct
import threading
from collections.abc import Iterator

import pg8000.dbapi
import pytest
from sqlalchemy import make_url, text

from storage.engine import DatabaseSettings, build_engine
from storage.transaction import in_one_trip


class ResettingProxy:
    """Passes bytes between clients and a server; on demand it resets a client that sends the next ones."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.resets = 0
        self._armed = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def reset_on_next_message(self) -> None:
        self._armed.set()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for ends in ((client, server, True), (server, client, False)):
                self._threads.append(threading.Thread(target=self._pass, args=ends))
                self._threads[-1].start()

    def _pass(self, source: socket.socket, sink: socket.socket, is_client: bool) -> None:
        with source:
            try:
                while data := source.recv(65536):
                    if is_client and self._armed.is_set():
                        self._armed.clear()
                        self.resets += 1
                        # no lingering: closing sends a reset instead of an end
                        source.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        source.close()
                        sink.shutdown(socket.SHUT_RDWR)
                        return
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


@pytest.fixture
def proxy(empty_database_url: str) -> Iterator[ResettingProxy]:
    resetting = ResettingProxy(make_url(empty_database_url).port or 0)
    yield resetting
    resetting.stop()


def test_a_connection_that_is_reset_while_it_is_tested_is_replaced_unnoticed(
    proxy: ResettingProxy, empty_database_url: str
) -> None:
    url = make_url(empty_database_url).set(port=proxy.port).render_as_string(hide_password=False)
    engine = build_engine(DatabaseSettings(url=url, pool_size=1, max_overflow=0, ping_after_s=0))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    proxy.reset_on_next_message()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 2")).scalar() == 2
    assert proxy.resets == 1
    engine.dispose()


def test_a_connection_that_is_reset_while_it_begins_a_transaction_is_replaced_unnoticed(
    proxy: ResettingProxy, empty_database_url: str
) -> None:
    url = make_url(empty_database_url).set(port=proxy.port).render_as_string(hide_password=False)
    engine = build_engine(DatabaseSettings(url=url, pool_size=1, max_overflow=0, ping_after_s=3600))
    assert in_one_trip(engine, text("SELECT 1"))[0][0] == 1
    proxy.reset_on_next_message()
    assert in_one_trip(engine, text("SELECT 2"))[0][0] == 2
    assert proxy.resets == 1
    engine.dispose()


def test_closing_a_dead_connection_leaves_no_socket_open(proxy: ResettingProxy, empty_database_url: str) -> None:
    url = make_url(empty_database_url).set(port=proxy.port).render_as_string(hide_password=False)
    engine = build_engine(DatabaseSettings(url=url))
    raw = engine.raw_connection()
    driver = raw.dbapi_connection
    assert isinstance(driver, pg8000.dbapi.Connection)
    assert driver._usock is not None
    descriptor = driver._usock.fileno()
    assert os.fstat(descriptor)
    proxy.reset_on_next_message()
    with pytest.raises(Exception, match=r"network error|reset"):
        driver.execute_simple("SELECT 1")
    raw.invalidate()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
    raw.close()
    engine.dispose()
