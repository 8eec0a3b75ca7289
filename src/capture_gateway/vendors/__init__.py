"""What the providers do their own way: signatures, forms, TwiML. Nothing here knows consent."""
