curl -sS "$CAPTURE_GATEWAY_URL/v1/permissions/check" \
  -H "Authorization: Bearer $CAPTURE_GATEWAY_TOKEN" -H "Content-Type: application/json" -d '{"items": [
    {"address": "+14155550123", "program": "bluebird-updates", "category": "offers", "contact": "sms"}]}'
