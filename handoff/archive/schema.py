"""The archive's tables: every table and column name is here, nothing else spells SQL names.

Times are Unix ms. JSON columns hold what is only shown or reported, never what is searched by.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 1

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

about = Table("about", metadata, Column("name", String(40), primary_key=True), Column("value", String(200)))

users = Table(
    "users",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("display_name", String(80), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("skills", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("password_changed_ms", BigInteger, nullable=False),
)

# Tokens are kept as SHA-256 only: who reads the table cannot take over a session.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", String(20), ForeignKey("users.id"), nullable=False, index=True),
    Column("created_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("address", String(64), nullable=False),
)

# Browsers from which a user logged in before; strangers' failures never shut these out.
devices = Table(
    "devices",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", String(20), ForeignKey("users.id"), nullable=False, index=True),
    Column("created_ms", BigInteger, nullable=False),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(200), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index(None, "subject", "at_ms"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("client", String(120), index=True),
    Column("customer", String(120), index=True),
    Column("language", String(16)),
    Column("state", String(16), nullable=False),
    Column("category", String(40)),
    Column("outcome", String(16)),
    Column("note", Text),
    Column("agent_id", String(20)),
    Column("agent_name", String(80)),
    Column("queue_class", Integer),
    Column("reasons", JSON, nullable=False),
    Column("emotion_start", String(16)),
    Column("emotion_worst", String(16)),
    Column("emotion_end", String(16)),
    Column("created_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("escalated_ms", BigInteger),
    Column("first_reply_ms", BigInteger),
    Column("resolved_ms", BigInteger),
    Index(None, "resolved_ms"),
)

entries = Table(
    "entries",
    metadata,
    Column("conversation", String(80), ForeignKey("conversations.id"), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("source", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at_ms", BigInteger, nullable=False, index=True),
    Column("epoch", Integer, nullable=False),
    Column("text", Text),
    Column("data", JSON, nullable=False),
)

moves = Table(
    "moves",
    metadata,
    Column("conversation", String(80), ForeignKey("conversations.id"), primary_key=True),
    Column("entry", String(40), primary_key=True),
    Column("at_ms", BigInteger, nullable=False, index=True),
    Column("name", String(24), nullable=False),
    Column("from_state", String(16), nullable=False),
    Column("to_state", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("agent_id", String(20)),
    Column("data", JSON, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("conversation", String(80), index=True),
    Column("customer", String(120), index=True),
    Column("client", String(120), index=True),
    Column("category", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("contact", String(200)),
    Column("status", String(16), nullable=False),
    Column("owner", String(20)),
    Column("created_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, index=True),
    Column("closed_ms", BigInteger),
)

# A table of its own, so that databases of this version get it at the next start.
closings = Table(
    "closings",
    metadata,
    Column("ticket", Integer, ForeignKey("tickets.number"), primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("user_id", String(20), nullable=False),
    Column("user_name", String(80), nullable=False),
    Column("how", String(16), nullable=False),
    Column("note", Text, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("conversation", String(80), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False, index=True),
    Column("solved", Boolean),
    Column("stars", Integer),
    Column("comment", Text),
    Column("agent_id", String(20)),
    Column("customer", String(120)),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False, index=True),
    Column("user_id", String(20), nullable=False, index=True),
    Column("user_name", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("conversation", String(80), index=True),
    Column("subject", String(120)),
    Column("data", JSON, nullable=False),
)
