from capture_gateway.vendors.twilio.webhooks import CALLS, MESSAGES, RETRY, Webhook


def test_an_address_asks_for_three_more_tries_when_we_cannot_be_reached_or_fail() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"""
    assert Webhook("sms", "A message comes in", "/message").url("https://gateway.example/c/sms") == (
        "https://gateway.example/c/sms/message#rc=3&rp=ct,rt,5xx"
    )
    assert RETRY.startswith("#")


def test_each_setting_of_a_number_is_named_once() -> None:
    settings = [each.setting for each in (*MESSAGES, *CALLS)]
    assert sorted(settings) == ["sms", "sms_fallback", "status_callback", "voice", "voice_fallback"]
