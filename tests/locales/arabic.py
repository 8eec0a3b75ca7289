"""A third language for the sample's form, one that runs from right to left: `ar`. It is there for tests alone.

Telephone numbers, and names in Latin letters, stand between U+2066 and U+2069, so that they read from left to right
(https://www.w3.org/International/questions/qa-bidi-unicode-controls).
"""

import re
import shutil
from pathlib import Path

from tests.channels.web import sample

HERE = Path(__file__).parent / "ar"

# What program.toml says in English -> the same in Arabic, as one more entry beside it.
FACTS = {
    "up to 10 messages per month": "حتى 10 رسائل في الشهر",
    "text message": "رسالة نصية",
    "WhatsApp": "WhatsApp",
    "phone call": "مكالمة هاتفية",
    "Order updates": "تحديثات الطلبات",
    "Weekly offers": "عروض الأسبوع",
    "Recommendations": "توصيات",
    "When your order is packed, on its way or changed, so that you know when to be home.": (
        "عندما يُجهّز طلبك أو يكون في الطريق أو يتغير، لتعرف متى تكون في المنزل."
    ),
    "The lower prices and coupons of the week, a day before they are in the stores.": (
        "الأسعار المخفّضة وقسائم الأسبوع، قبل يوم من وصولها إلى المتاجر."
    ),
    "Recipes and new products that fit the season, so that you find them while they are fresh.": (
        "وصفات ومنتجات جديدة تناسب الموسم، لتجدها وهي طازجة."
    ),
}
STOP_WORDS = {
    '["orders"]': '["الطلبات"]',
    '["offers", "deals", "coupons"]': '["العروض"]',
    '["recommendation", "recipes"]': '["التوصيات"]',
}


def copy(folder: Path, edits: sample.Edits) -> Path:
    """A copy of the sample with Arabic beside English and Spanish, and its form in all three."""
    root = sample.copy(
        folder,
        {
            "prompts/bluebird-updates/program.toml": _with_arabic,
            "channels/web.toml": lambda text: text.replace('["en", "es"]', '["en", "es", "ar"]'),
            **edits,
        },
    )
    words = root / "prompts" / "bluebird-updates" / "v1"
    shutil.copytree(HERE, words / "ar")
    for file in sorted((words / "en").glob("*.j2")):
        if not (words / "ar" / file.name).exists():
            text = file.read_text(encoding="utf-8")
            (words / "ar" / file.name).write_text(text.replace('language = "en"', 'language = "ar"'), encoding="utf-8")
    return root


def _with_arabic(text: str) -> str:
    text = text.replace('languages = ["en", "es"]', 'languages = ["en", "es", "ar"]')
    for english, arabic in FACTS.items():
        text, count = re.subn(rf'(\ben = "{re.escape(english)}")(,?)', rf'\1@ar = "{arabic}"\2', text)
        assert count == 1, english
    for english, arabic in STOP_WORDS.items():
        text = text.replace(f"en = {english}", f"en = {english}, ar = {arabic}")
    return re.sub(r'@(ar = "[^"]*")(,?)', lambda found: f", {found[1]}," if found[2] else f"\n{found[1]}", text)
