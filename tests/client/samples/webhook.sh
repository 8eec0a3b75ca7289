curl -sS "$CAPTURE_GATEWAY_URL/v1/webhooks" \
  -H "Authorization: Bearer $CAPTURE_GATEWAY_TOKEN" -H "Content-Type: application/json" \
  -d '{"url": "http://127.0.0.1:9000/", "events": ["given", "withdrawn"]}'
