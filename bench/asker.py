"""A resident's browser without the browser: gets the form once, then files over one connection."""

import http.client
import re
import time
from typing import Any
from uuid import UUID, uuid4

import psycopg

TEXT = "三号楼东侧的垃圾桶满了三天，一直没有人来清运，气味很大，请尽快处理。"
_ORDINARY = """
  SELECT i.code, g.id::text
    FROM catalogue_item i
    JOIN catalogue_itemversion v ON v.item_id = i.id AND v.status = 'published' AND v.fields = '[]' AND NOT v.photo_required
     AND v.open_to_residents AND NOT v.about_body AND v.standing <> 'barred' AND v.handler_role = 'grid_worker'
    JOIN places_place g ON g.level = 'grid' AND g.valid_until IS NULL
    JOIN bodies_post p ON p.place_id = g.id AND p.role = 'grid_worker'
   ORDER BY i.code, g.id LIMIT %s"""


def ordinary_requests(connection: psycopg.Connection[Any], many: int) -> list[tuple[str, str]]:
    """An item that anyone may file in two sentences, and grids with a worker (code and id), asked of the owner."""
    rows = connection.execute(_ORDINARY, [many]).fetchall()
    if len(rows) < many:
        raise RuntimeError("The city has no ordinary item, or too few grid workers.")
    return [(str(item), str(place)) for item, place in rows]


def ordinary_request(connection: psycopg.Connection[Any]) -> tuple[str, str]:
    """The first of them."""
    return ordinary_requests(connection, 1)[0]


class Asker:
    """A resident's browser: gets the form once, then sends requests over one connection."""

    def __init__(self, address: str, item: str, place_id: str) -> None:
        host = address.removeprefix("http://")
        self.connection = self._connected(host)
        try:
            cookie, token = self._welcomed(f"/ask/?item={item}&place={place_id}", host)
        except BaseException:
            self.close()
            raise
        self.fixed = f"csrfmiddlewaretoken={token}&item={item}&place={place_id}&phone=19900001234&text={_quoted(TEXT)}"
        self.headers = {"Host": host, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    def _welcomed(self, path: str, host: str) -> tuple[str, str]:
        """The form's cookie and token."""
        self.connection.request("GET", path, headers={"Host": host})
        with self.connection.getresponse() as answer:
            page = answer.read().decode()
            cookies = [
                value for name, value in answer.getheaders() if name.lower() == "set-cookie" and "csrftoken" in value
            ]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None or not cookies:
            raise RuntimeError(f"The form has no token: {answer.status}")
        return cookies[0].split(";")[0].strip(), token[1]

    @staticmethod
    def _connected(host: str) -> http.client.HTTPConnection:
        for _ in range(100):
            connection = http.client.HTTPConnection(host, timeout=30)
            try:
                connection.connect()
            except ConnectionRefusedError:
                connection.close()
                time.sleep(0.1)
            else:
                return connection
        raise RuntimeError("The server doesn't come up.")

    def once(self) -> str:
        """File one request; returns the address of its receipt, and anything else is an error."""
        token = uuid4()
        headers = self.headers | {"X-Forwarded-For": _address(token)}
        self.connection.request("POST", "/ask/", f"{self.fixed}&form_token={token}", headers)
        with self.connection.getresponse() as answer:
            said = answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
        return answer.getheader("Location") or ""

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _address(token: UUID) -> str:
    """Where a resident calls from, another one each time; of the addresses set apart for measuring (RFC 2544)."""
    return f"198.{18 + token.bytes[0] % 2}.{token.bytes[1]}.{token.bytes[2]}"


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
