"""The notice as lex specialis of the table: cofinancing, no profit, the session across the notices."""
