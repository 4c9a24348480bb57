"""Numbers with their units in normal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from facts.spelled import find_spelled, roman_value

_SCALES = {
    "trăm": 10**2,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}

_UNITS = {
    "%": "%",
    "phần trăm": "%",
    "điểm phần trăm": "điểm %",
    "điểm %": "điểm %",
    "đồng": "đồng",
    "vnd": "đồng",
    "vnđ": "đồng",
    "đ": "đồng",
    "usd": "usd",
    "đô": "usd",
    "đô la mỹ": "usd",
    "đô la": "usd",
    "đôla": "usd",
    "đô-la": "usd",
    "euro": "euro",
    "eur": "euro",
    "yên": "yên",
    "nhân dân tệ": "tệ",
    "won": "won",
    "ha": "ha",
    "hecta": "ha",
    "héc ta": "ha",
    "héc-ta": "ha",
    "km2": "km2",
    "km²": "km2",
    "kilômét vuông": "km2",
    "m2": "m2",
    "m²": "m2",
    "mét vuông": "m2",
    "m3": "m3",
    "m³": "m3",
    "mét khối": "m3",
    "km": "km",
    "kilômét": "km",
    "ki-lô-mét": "km",
    "cây số": "km",
    "m": "m",
    "mét": "m",
    "cm": "cm",
    "mm": "mm",
    "tấn": "tấn",
    "tạ": "tạ",
    "kg": "kg",
    "lít": "lít",
    "mw": "mw",
    "gw": "gw",
    "kw": "kw",
    "kwh": "kwh",
    "độ c": "độ",
    "°c": "độ",
    "tuổi": "tuổi",
    "giờ": "giờ",
    "tiếng": "giờ",
    "phút": "phút",
    "giây": "giây",
    "ngày": "ngày",
    "tuần": "tuần",
    "tháng": "tháng",
    "năm": "năm",
    "thế kỷ": "thế kỷ",
    "điểm": "điểm",
}

_ORDINAL_CUE = re.compile(
    r"\b(?:lần thứ|thứ|khóa|khoá|kỳ họp|lần|nhiệm kỳ|đợt|hạng|[Đđ]ại hội(?: Đảng)?|Trung ương"
    r"|Quân khu|quý|giai đoạn"
    r"|cấp độ|mức độ|phiên họp|địa phương|loại|phần|chương)[ \u00a0]$",
    re.IGNORECASE,
)
_HEDGES = {
    "gần": "<",
    "dưới": "<",
    "chưa đến": "<",
    "hơn": ">",
    "trên": ">",
    "khoảng": "~",
    "chừng": "~",
    "xấp xỉ": "~",
    "ước": "~",
}
_HEDGE = re.compile(rf"(?:^|\W)({'|'.join(_HEDGES)})[ \u00a0]$", re.IGNORECASE)

_DIGITS = re.compile(r"(?<![\w])(?<!\d[.,/])\d{1,3}(?:[ \u00a0]\d{3})+(?![\w.,]?\d)|(?<!\w)(?<!\d[.,])\d+(?:[.,]\d+)*")
_SCALE = re.compile(
    r"[ \u00a0]?(trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ](?![ \u00a0](?:lệ|số|trọng|giá)))"
    r"(?:[ \u00a0](nghìn|ngàn|triệu|t[ỷỉ](?![ \u00a0](?:lệ|số|trọng|giá))))?(?!\w)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ \u00a0]?("
    + "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
    + r")(?![\w²³]|(?<=đồng) (?:chí|bào|nghiệp|hương|đội|minh|thuận|tình|phạm)|(?<=điểm) (?:đến|cầu|nóng|trường)"
    r"|(?<=đô) (?:thị|đốc|vật|hộ))",
    re.IGNORECASE,
)
_RANGE_LINK = re.compile(r"[ \u00a0]?[-–][ \u00a0]?|[ \u00a0](?:đến|tới|và|hoặc)[ \u00a0]")
_ROMAN = re.compile(r"(?<![\w.])[IVXLC]+(?![\w])")
# A place or a thing that carries a number for its name: "quận 12", "quốc lộ 27", "Điều 4".
_LABEL = re.compile(
    r"\b(?:quận|phường|tổ|khu phố|quốc lộ|QL|tỉnh lộ|đường|[Đđ]iều|khoản|số|Z|lớp|phòng|tầng|bảng|nhóm|cấp|K|hạng)"
    r"[ \u00a0]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as written.

    `amount` has the scale word multiplied in, `unit` is the normal form of a measure ("%", "đồng", "ha"), "thứ" for an
    ordinal, or "" where a plain noun follows; `hedge` is "<", ">" or "~" for "gần", "hơn", "khoảng".
    """

    start: int
    end: int
    surface: str
    amount: Decimal
    unit: str
    hedge: str = ""

    @property
    def value(self) -> str:
        return f"{plain(self.amount)} {self.unit}".strip()


def plain(amount: Decimal) -> str:
    """The amount without exponent or needless zeros: 1500, 5.2."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_amount(digits: str) -> Decimal | None:
    """Reads "1.500", "1 500", "5,2", "5.2", "1.953,8", "1,953.8"; None for what is no number ("1.2.3")."""
    digits = digits.replace(" ", "").replace("\u00a0", "")
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return Decimal(digits)
    if dots and commas:
        decimal = "," if digits.rfind(",") > digits.rfind(".") else "."
        if digits.count(decimal) > 1:
            return None
        whole, _, rest = digits.partition(decimal)
        groups = whole.split("." if decimal == "," else ",")
        return Decimal("".join(groups) + "." + rest) if _are_thousands(groups) else None
    mark = "." if dots else ","
    groups = digits.split(mark)
    # A single comma is the Vietnamese decimal mark even before three digits ("180,731 ha"); a single stop before three
    # digits parts thousands ("1.500"), unless nothing but a zero stands before it.
    if _are_thousands(groups) and groups[0] != "0" and (mark == "." or len(groups) > 2):
        return Decimal("".join(groups))
    return Decimal(f"{groups[0]}.{groups[1]}") if len(groups) == 2 else None


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _tail(text: str, at: int, amount: Decimal) -> tuple[int, Decimal, str, bool]:
    """Reads scale and unit after the digits: the new end, the scaled amount, the unit, whether a scale stood there."""
    scaled = False
    if scale := _SCALE.match(text, at):
        amount *= _SCALES[scale[1].lower()] * (_SCALES[scale[2].lower()] if scale[2] else 1)
        at, scaled = scale.end(), True
    unit = ""
    if match := _UNIT.match(text, at):
        word = match[1].lower()
        # "5 năm 2020": the second is a year of its own; "2 m" with a space may be an initial.
        unit, at = _UNITS[word], match.end()
    return at, amount, unit, scaled


def find_numbers(text: str) -> list[NumberMention]:
    """Every number of the text in order: digits, spelled numbers, Roman ordinals. Dates and codes are not told apart
    here; `extract` takes those first."""
    found: list[NumberMention] = []
    for match in _DIGITS.finditer(text):
        amount = parse_amount(match.group())
        if amount is None:
            continue
        end, scaled_amount, unit, scaled = _tail(text, match.end(), amount)
        if end == match.end() and end < len(text) and (text[end].isalpha() or text[end] == "_"):
            continue  # "3G", "257A"
        before = text[max(0, match.start() - 24) : match.start()]
        if not unit and scaled and not _noun_follows(text, end):
            unit = "đồng"  # "1.500 tỷ" in the press is money
        if not unit and before.lower().endswith("tuổi "):
            unit = "tuổi"
        if not unit and not scaled and _ORDINAL_CUE.search(before):
            unit = "thứ"
        elif not unit and not scaled and _LABEL.search(before):
            unit = "số"
        hedge = _HEDGE.search(before)
        found.append(
            NumberMention(
                match.start(),
                end,
                text[match.start() : end],
                scaled_amount,
                unit,
                _HEDGES[hedge[1].lower()] if hedge else "",
            )
        )
    taken = {position for mention in found for position in (mention.start, mention.end)}
    for start, end, number, ordinal in find_spelled(text):
        if start in taken or end in taken:
            continue
        stop, amount, unit, _ = _tail(text, end, Decimal(number))
        unit = "thứ" if ordinal else unit
        found.append(NumberMention(start, stop, text[start:stop], amount, unit))
    for match in _ROMAN.finditer(text):
        value = roman_value(match.group())
        cue = _ORDINAL_CUE.search(text[max(0, match.start() - 24) : match.start()])
        if value is not None and (cue or len(match.group()) > 1) and value < 100:
            found.append(NumberMention(match.start(), match.end(), match.group(), Decimal(value), "thứ"))
    found.sort(key=lambda mention: mention.start)
    return _share_units(text, _joined(text, found))


_BIG = re.compile(r"(?:tỷ|tỉ|triệu)$", re.IGNORECASE)
_SMALLER = re.compile(r"\d[\d.]*[ ](?:triệu|nghìn|ngàn)", re.IGNORECASE)


def _joined(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """Makes one of "1 tỷ 200 triệu đồng"."""
    out: list[NumberMention] = []
    for mention in found:
        last = out[-1] if out else None
        follows = last is not None and text[last.end : mention.start] == " "
        if last and follows and _BIG.search(last.surface) and _SMALLER.match(mention.surface):
            surface = text[last.start : mention.end]
            total = last.amount + mention.amount
            out[-1] = NumberMention(last.start, mention.end, surface, total, mention.unit, last.hedge)
        else:
            out.append(mention)
    return out


def _noun_follows(text: str, at: int) -> bool:
    following = re.compile(r"[ \u00a0]([^\W\d_]+)").match(text, at)
    return bool(following and following[1].lower() in _COUNTED)


_COUNTED = set(
    """người lượt khách dân hộ cổ bản con cây sản liều trẻ học sinh công lao doanh thẻ xe chiếc cuộc trường đơn thuê
    tài bài tin thành đảng phụ hội cử suất phần chỗ căn nhân khẩu gia""".split()
)


def _share_units(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """Gives the first number of a range the unit of the second: "10 - 15%", "từ 5 đến 7 tỷ đồng"."""
    for index in range(len(found) - 1, 0, -1):
        left, right = found[index - 1], found[index]
        gap = text[left.end : right.start]
        if left.unit or not right.unit or right.unit in {"thứ", "số"} or _RANGE_LINK.fullmatch(gap) is None:
            continue
        if " và " in gap or " hoặc " in gap:
            continue
        digits = _DIGITS.match(text, right.start)
        base = parse_amount(digits.group()) if digits else None
        factor = right.amount / base if base else Decimal(1)
        found[index - 1] = NumberMention(
            left.start, left.end, left.surface, left.amount * factor, right.unit, left.hedge
        )
    return found
