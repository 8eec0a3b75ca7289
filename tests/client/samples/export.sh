.venv/bin/capture-gateway export var/demo --format csv --out evidence.csv
.venv/bin/capture-gateway export --check evidence.csv
