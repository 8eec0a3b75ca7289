.venv/bin/capture-gateway export var/demo --format csv --out evidence.csv
