"""What authors have beside the page editor: the map, the long look, comparison, the table-top version."""
