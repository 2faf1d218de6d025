"""From records and registers to quads: the only folder that makes RDF terms."""
