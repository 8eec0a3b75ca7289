"""What is kept, in SQL. `tables` alone names columns; one file for each store; `database` opens, checks and locks."""
