"""A demo shop as tests see it: HTTP with the right headers, SQL to look behind it, a clock to move."""

import itertools
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import Engine, text

from actions.shop.demo.stories import STORIES

TOKEN = "shop-token"
SECRET = "identity-secret-of-at-least-32-characters"
NOW_MS = 1_772_589_600_000  # Wednesday 2026-03-04, 10:00 in China
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
BEARER = {"Authorization": f"Bearer {TOKEN}"}

Json = Any


@dataclass
class Clock:
    now_ms: int

    def __call__(self) -> int:
        return self.now_ms


@dataclass
class World:
    url: str
    http: httpx.Client
    clock: Clock
    engine: Engine
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def story(self, scene: str) -> tuple[str, str]:
        """Customer and order of the first main figure in this scene."""
        number = next(n for n, story in enumerate(STORIES) if story.scene == scene)
        customer = f"C{number + 1:04}"
        newest = "select id from orders where customer = :c order by placed_ms desc limit 1"
        return customer, str(self.sql(newest, c=customer)[0][0])

    def get(self, path: str, customer: str | None = None, grant: str | None = None) -> httpx.Response:
        return self.http.get(f"/v1{path}", headers=self._headers(customer, grant))

    def post(
        self,
        path: str,
        body: Json,
        customer: str | None = None,
        *,
        grant: str | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        """A call under a fresh idempotency key, if none is given."""
        headers = self._headers(customer, grant) | {"Idempotency-Key": key or f"key-{next(self.keys)}"}
        return self.http.post(f"/v1{path}", json=body, headers=headers)

    def made(self, path: str, body: Json, customer: str) -> Json:
        """The answer of a change that must succeed."""
        response = self.post(path, body, customer)
        assert response.status_code == 200, response.text
        return response.json()

    def refused(self, path: str, body: Json, customer: str) -> Json:
        """The error of a change that must be refused by a rule."""
        response = self.post(path, body, customer)
        assert response.status_code == 409, response.text
        return response.json()

    def staff(self, after_sale: str, *moves: str) -> Json:
        for move in moves:
            answer = self.post(f"/staff/after-sales/{after_sale}/move", {"move": move})
            assert answer.status_code == 200, answer.text
        return answer.json()

    def state(self, order: str) -> str:
        return str(self.sql("select state from orders where id = :o", o=order)[0][0])

    def sql(self, query: str, **values: Any) -> list[Any]:
        with self.engine.begin() as connection:
            return list(connection.execute(text(query), values))

    def run(self, statement: str, **values: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement), values)

    @staticmethod
    def _headers(customer: str | None, grant: str | None) -> dict[str, str]:
        acting = {"Shop-Customer": customer, "Shop-Grant": grant}
        return BEARER | {name: value for name, value in acting.items() if value is not None}
