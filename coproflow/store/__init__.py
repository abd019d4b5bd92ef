"""The archive: rows and bytes, never decisions.

`tables` and `triggers` define the schema, `schema` brings a database to it; `connection`, `hot`, `ente`,
`registri` and `verify` read and write it with plain SQL, so that a command never imports an ORM.
"""
