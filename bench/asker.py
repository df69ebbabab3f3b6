"""A resident's browser without the browser: gets the form once, then files over one connection."""

import http.client
import re
import time
from typing import Any
from uuid import uuid4

import psycopg

TEXT = "三号楼东侧的垃圾桶满了三天，一直没有人来清运，气味很大，请尽快处理。"
_ORDINARY = """
  SELECT i.code, g.id::text
    FROM catalogue_item i
    JOIN catalogue_itemversion v ON v.item_id = i.id AND v.status = 'published' AND v.fields = '[]' AND NOT v.photo_required
     AND v.open_to_residents AND NOT v.about_body AND v.standing <> 'barred' AND v.handler_role = 'grid_worker'
    JOIN places_place g ON g.level = 'grid' AND g.valid_until IS NULL
    JOIN bodies_post p ON p.place_id = g.id AND p.role = 'grid_worker'
   ORDER BY i.code, g.id LIMIT 1"""


def ordinary_request(connection: psycopg.Connection[Any]) -> tuple[str, str]:
    """An item that anyone may file in two sentences, and a grid with a worker (their code and id), asked of the owner."""
    row = connection.execute(_ORDINARY).fetchone()
    if row is None:
        raise RuntimeError("The city has no ordinary item or no grid worker.")
    return str(row[0]), str(row[1])


class Asker:
    """A resident's browser: gets the form once, then sends requests over one connection."""

    def __init__(self, address: str, item: str, place_id: str) -> None:
        host = address.removeprefix("http://")
        self.connection = self._connected(host)
        self.connection.request("GET", f"/ask/?item={item}&place={place_id}", headers={"Host": host})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        cookie = next(
            value for name, value in answer.getheaders() if name == "Set-Cookie" and "csrftoken" in value
        ).split(";")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None:
            raise RuntimeError(f"The form has no token: {answer.status}")
        self.fixed = (
            f"csrfmiddlewaretoken={token[1]}&item={item}&place={place_id}&phone=19900001234&text={_quoted(TEXT)}"
        )
        self.headers = {"Host": host, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    @staticmethod
    def _connected(host: str) -> http.client.HTTPConnection:
        for _ in range(100):
            try:
                connection = http.client.HTTPConnection(host, timeout=30)
                connection.connect()
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return connection
        raise RuntimeError("The server doesn't come up.")

    def once(self) -> str:
        """File one request; returns the address of its receipt, and anything else is an error."""
        self.connection.request("POST", "/ask/", f"{self.fixed}&form_token={uuid4()}", self.headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
        return answer.getheader("Location") or ""

    def leave(self) -> None:
        """Close the connection."""
        self.connection.close()


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
