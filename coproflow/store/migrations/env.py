"""Run the migrations on the connection `schema` hands over, inside its transaction."""

from alembic import context

from coproflow.store.tables import Row

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Row.metadata, transactional_ddl=True)
context.run_migrations()
