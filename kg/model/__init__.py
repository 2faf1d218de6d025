"""The values that pass between the steps: sources, layouts, mentions, records, tables."""
