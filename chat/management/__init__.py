"""Django management commands of the product."""
