"""Alembic runs this file; the connection and its transaction are `game.storage.database`'s."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
