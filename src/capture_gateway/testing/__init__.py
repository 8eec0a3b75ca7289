"""Testing: what tests and the demo share, for this project's channels and for anybody's who adds one.

A clock that is set by hand, a simulated telephone company that signs as Twilio signs and walks TwiML as Twilio walks
it, a gateway that runs for one test, and `ChannelContract`, the tests that every provider-signed channel must pass.
"""
