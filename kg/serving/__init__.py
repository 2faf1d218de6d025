"""What programs reach from outside: a SPARQL endpoint and linked data, and tools for models."""
