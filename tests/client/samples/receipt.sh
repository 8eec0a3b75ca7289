ID=$(curl -sS "$CAPTURE_GATEWAY_URL/v1/evidence?limit=1" -H "Authorization: Bearer $CAPTURE_GATEWAY_TOKEN" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])')
curl -sS "$CAPTURE_GATEWAY_URL/v1/evidence/$ID/receipt" -H "Authorization: Bearer $CAPTURE_GATEWAY_TOKEN" > receipt.json
.venv/bin/capture-gateway verify receipt.json --key "$(curl -sS "$CAPTURE_GATEWAY_URL/ledger/key")"
