"""Figures for Prometheus: of this process's requests, and of the queue as it is when asked."""

from __future__ import annotations

import asyncio
import time
from collections import Counter as Tally
from collections.abc import Callable
from contextlib import suppress

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http_routes import route_of
from handoff.archive.archive import Archive
from handoff.errors import Unavailable
from handoff.queue.desk import Desk

WAITING_COUNTED = 1_000
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """One registry a gateway, so that several can live in one process."""

    def __init__(self, desk: Desk, archive: Archive, listeners: Callable[[], int]) -> None:
        self._desk = desk
        self._archive = archive
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter(
            "frontdesk_http_requests", "Requests answered", ("method", "route", "status"), registry=registry
        )
        self.seconds = Histogram(
            "frontdesk_http_seconds",
            "Time until the answer began; long polls wait on purpose",
            ("route",),
            buckets=BUCKETS_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "frontdesk_waiting", "Conversations that wait for a person", ("queue_class",), registry=registry
        )
        self.longest = Gauge(
            "frontdesk_longest_wait_seconds", "How long the first in has waited", registry=registry
        )
        self.agents = Gauge("frontdesk_agents", "People at the desk", ("state",), registry=registry)
        self.tickets = Gauge(
            "frontdesk_tickets", "Messages that customers left and nobody closed", ("due",), registry=registry
        )
        self.store_up = Gauge("frontdesk_store_up", "1 when Redis answers", registry=registry)
        Gauge(
            "frontdesk_listeners", "Customers' open sockets and long polls", registry=registry
        ).set_function(listeners)

    async def exposition(self, now_ms: int) -> bytes:
        """Everything in Prometheus' text format; what a store that is away would tell is left out."""
        for gauge in (self.waiting, self.agents, self.tickets):
            gauge.clear()
        with suppress(SQLAlchemyError):
            await self._read_tickets(now_ms)
        try:
            await self._read_queue(now_ms)
        except Unavailable:
            self.store_up.set(0)
        else:
            self.store_up.set(1)
        return generate_latest(self.registry)

    async def _read_tickets(self, now_ms: int) -> None:
        counted = asyncio.to_thread(self._archive.open_tickets)
        overdue = asyncio.to_thread(self._archive.open_tickets, due_before_ms=now_ms)
        total, late = await asyncio.gather(counted, overdue)
        self.tickets.labels("later").set(total - late)
        self.tickets.labels("over").set(late)

    async def _read_queue(self, now_ms: int) -> None:
        waiting = await self._desk.store.queue(WAITING_COUNTED)
        classes = Tally(c.queue_class for c in waiting)
        for queue_class in range(4):
            self.waiting.labels(queue_class).set(classes[queue_class])
        self.longest.set(max((now_ms - c.queued_ms for c in waiting), default=0) / 1000)
        for state, count in Tally(a.state for a in await self._desk.agents(now_ms)).items():
            self.agents.labels(state).set(count)


class CountRequests:
    """Counts by route template, never by address: ids must not become labels."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = route_of(scope)
                self.metrics.requests.labels(scope["method"], route, message["status"]).inc()
                self.metrics.seconds.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, watch)
