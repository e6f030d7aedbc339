"""A mail server on loopback that keeps what it is given."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers.ports import free_port


class MailServer:
    """`messages`: what arrived, oldest first; `refusing`: answer every recipient with 550."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refusing = False
        server = self

        class Handler:
            async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
                if server.refusing:
                    return "550 nobody of that name"
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
                server.messages.append(message_from_bytes(envelope.content))
                return "250 OK"

        self.port = free_port()
        self._controller = Controller(Handler(), hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Stop listening."""
        self._controller.stop()
