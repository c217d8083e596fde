"""The MySQL/MariaDB database backend: utf8mb4, strict mode, READ COMMITTED, dead connections replaced."""
