"""A list of those present, split where another of them begins: "ông A, Giám đốc Sở X; lãnh đạo các sở Y, Z và bà B"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from facts.card.members import whole_names
from facts.card.scene import Scene, extent
from facts.names import PersonMention
from facts.spans import inside
from facts.titles import ORG_HEADS
from facts.tokens import UPPER, tokenize
from facts.types import Value

_LONGEST_VALUE = 200
_SHORT_LOOK = 24
WHEN_AT_END = re.compile(
    r"(?:,? (?:sáng|trưa|chiều|tối|hôm|ngày)(?: nay| qua| mai)?(?: \d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?)?)+$"
)
_LOOK_BACK = 140
_LIST_END = re.compile(
    rf"…(?!,)|, (?:trú|ngụ|là) |, người(?=$| (?:mà|đã|đang|từng|sẽ|vừa|được|bị)(?!\w))|, theo (?=[{UPPER}]|thông cáo|thông tin|tin|báo|hãng|nguồn)| tại (?=Trường|trường|Trung tâm|trung tâm|Hội trường|hội trường|khách sạn|Khách sạn|Cung|Nhà văn)|\.(?!\d|\.)|; (?=[a-zđ]+ (?:đã|được))|, lần lượt (?=là )| (?:là (?:những|các|(?:một|hai|ba|bốn|\d+) trong)|đại diện cho|dự(?! khuyết| án| toán| kiến| phòng| thảo| báo| trữ)|tham dự|cùng dự|cũng dự"
    r"|đã dự|đến dự|tham gia|nhằm|để|đã(?! cùng )|tại hội nghị|cho thấy|dẫn đầu|đang|riêng các|cũng được|được tổ chức|sẽ được|tuy nhiên|trong đó|nhất là|chứ không"
    r"|cũng (?:có mặt|tham dự)|có mặt)(?!\w)"
)
_ITEM = (
    r"(?:các |những |nhiều |hai (?=nguyên|phó|cựu)|ba (?=nguyên|phó|cựu)|hầu hết |một số |đông đảo |hơn |gần |trên |khoảng |toàn thể )*(?:đồng chí|ông|bà|đại diện(?! cho)|lãnh đạo|nguyên(?! thủ)|đại biểu"
    r"|cán bộ|chuyên gia|nhà khoa học|thành viên|phó|bí thư|chủ tịch|trưởng|giám đốc|ủy viên|uỷ viên|thủ trưởng"
    r"|doanh nghiệp|nhà đầu tư|khách mời|hội viên|phóng viên|vị|cố vấn|trợ lý|quan chức|học giả|nhà báo|bộ trưởng|ngoại trưởng|đoàn viên|sinh viên|thủ tướng|thứ trưởng|đại sứ|phu nhân|tổng|giáo sư"
    rf"|nhân dân|cử tri|(?<=và các )(?:sở|bộ|ban|ngành|địa phương|đơn vị|doanh nghiệp|huyện|tỉnh|quận)(?!\w)|đoàn (?:công tác|cấp cao|đại biểu|doanh nghiệp)|(?<=các )(?:đơn vị|cơ quan|tổ chức|địa phương)|(?:quận|huyện|thị xã|ban|sở|bộ|cục|chi cục|phòng|công an|cơ quan|tổ chức|thường trực|đoàn|công ty|tổng công ty|tập đoàn|ngân hàng|trường|viện|hiệp hội|trung tâm) (?:TNHH |CP )?[{UPPER}]|ban (?:giám hiệu|quản lý|quản trị|giám đốc) |\d|[{UPPER}])"
)
_SPLIT = re.compile(
    rf"; ?|(?:,?(?: đã)? (?:và|cùng|cùng với|cùng toàn thể) |, )(?={_ITEM})|(?:,? (?:gồm|bao gồm|như))?: ?(?=[{UPPER}]|nguyên [{UPPER}]|ông |bà |đồng chí )|(?<=các tỉnh)(?:,? gồm) (?=[{UPPER}])"
)
_TITLE_START = re.compile(
    r"(?:[Nn]guyên |[Pp]hó )?(?:[UuỦủ][ỷy] viên|[UuỶ]ỷ viên|Uỷ viên|uỷ viên|[Bb]í thư|[Cc]hủ tịch|[Pp]hó"
    r"|[Tt]rưởng|[Gg]iám đốc|[Cc]hủ nhiệm|[Tt]hứ trưởng"
    r"|[Bb]ộ trưởng|[Tt]hường trực|[Tt]hường vụ"
    r"|(?:Đảng|Tỉnh|Thành|Huyện|Quận|Thị) [uủ][ỷy] viên)"
)
_FROM = re.compile(r" (?:đến )?từ [^,;]+(?:, [^,;]+)*$")
_COUNTED = re.compile(r"(?:[Gg]ần |[Hh]ơn |[Kk]hoảng |[Tt]rên )?\d")
_SAME_KIND = re.compile(
    r"(?:chuyên gia|nhà (?:khoa học|báo|sáng chế|đầu tư)|đại biểu|cán bộ|sinh viên|doanh nghiệp|phóng viên|học giả|hội viên)(?!\w)"
)
_BELOW = re.compile(
    r"(?i)(?:cục trưởng|vụ trưởng|viện trưởng|trưởng phòng|chi cục trưởng|chánh văn phòng|trưởng khoa|giám đốc trung tâm"
    r"|(?:giám đốc|chủ tịch|trưởng) (?:\w+ )?(?:cục|vụ|viện|phòng|khoa))(?!\w)"
)
_ABOVE = re.compile(r"(?:[Bb]ộ|[Ss]ở|[Tt]rường|UBND|Ủy ban|Uỷ ban|[Tt]ổng cục|[Vv]ăn phòng)[ ]")
_OPENS_PERSON = re.compile(r"(?:ông|bà|đồng chí) ")
_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]$")
_AT_PLACE = re.compile(rf" (?:tại|ở) [{UPPER}]")
_JOINS = re.compile(r"(?:(?:cùng(?: với)?|và) )?(?:[Vv]ề phía [^,.;:]{2,40}? có )?")
_KINDS = re.compile(r"(?:các|một số|của) (?:Bộ|Ban|Sở|Ngành|Cục|Vụ)$")
_KIND_NEXT = re.compile(r"(?:Ban|Bộ|Sở|Ngành|Cơ quan|Đoàn thể|Đơn vị|Hội)(?:,| (?=[a-zđ]))")
_OF_SEVERAL = re.compile(r"(?i)của (?:hai|ba|bốn|năm|\d+|các) (?:xã|phường|huyện|tỉnh|quận|thôn)(?! thành)")
_PAIRED = re.compile(
    r"(?:Đầu tư|Môi trường|Đào tạo|Công nghệ|Truyền thông|Phát triển [Nn]ông thôn|PTNT|Du lịch|Xã hội|Thể thao|đầu tư"
    r"|môi trường|đào tạo|công nghệ|truyền thông|phát triển nông thôn|du lịch|xã hội|thể thao)(?!\w)"
)


def listed(scene: Scene, start: int, limit: int) -> list[Value]:
    """The list from here to its end, split where another participant begins."""
    end = _list_end(scene, start, limit)
    near = max(start, end - _LOOK_BACK)
    if tail := WHEN_AT_END.search(scene.text[near:end]):
        end = near + tail.start()
    persons = inside(scene.persons, start, end)
    cuts = [(start, start)]
    semicolons = ";" in scene.text[start:end]
    for match in _SPLIT.finditer(scene.text, start, end):
        if any(extent(p)[0] < match.start() < extent(p)[1] for p in persons):
            continue  # a comma inside a person's title
        if _PAIRED.match(scene.text, match.end()) and scene.text[match.start()] in " ,":
            continue  # "Kế hoạch và Đầu tư"
        if _belongs_to_name(scene, persons, match.start(), match.end()):
            continue
        piece = scene.text[cuts[-1][1] : match.start()].strip()
        if piece.count("(") > piece.count(")"):
            continue  # "đại biểu 6 tỉnh (Nghệ An, Thanh Hóa …)"
        if _OF_SEVERAL.search(piece) and scene.text[match.start()] != ";":
            continue  # "150 cử tri của ba xã A, B và C"
        if _KINDS.search(piece) and _KIND_NEXT.match(scene.text, match.end()):
            continue  # "lãnh đạo các Bộ, Ban, ngành"
        if semicolons and scene.text[match.start()] == "," and _is_of_person(scene, persons, cuts[-1][1], match):
            continue  # "ông A, Phó Vụ trưởng Vụ 1A, Ủy ban Kiểm tra Trung ương; bà B"
        if " như " in piece and "cùng" not in match.group() and scene.text[match.start()] != ";":
            continue  # "nhiều tổ chức quốc tế như WB, WEF"
        if _FROM.search(piece) and scene.text[match.start()] != ";" and _is_place(scene, match.end()):
            continue  # "kỹ sư từ Nhật Bản, Hàn Quốc và Ấn Độ"
        if _COUNTED.match(piece) and _SAME_KIND.match(scene.text, match.end()) and scene.text[match.start()] == ",":
            continue  # "gần 100 kỹ sư, nhà sáng chế, chuyên gia"
        if piece[-1:].isdigit() and re.match(r" và \d", match.group() + scene.text[match.end() : match.end() + 1]):
            continue  # "các hộ dân xóm 7 và 8"
        if piece.endswith("học sinh") and scene.text.startswith("sinh viên", match.end()):
            continue
        if _BELOW.search(piece) and _ABOVE.match(scene.text, match.end()) and scene.text[match.start()] == ",":
            continue  # "ông A, Cục trưởng Cục X, Bộ Y tế": the ministry of his department
        if len(piece.split()) <= 2 and piece.islower():
            continue  # "bí thư, chủ tịch UBND 10 huyện"
        cuts.append((match.start(), match.end()))
    cuts.append((end, end))
    pieces = [(_behind_join(scene, begin), stop) for (_, begin), (stop, _) in itertools.pairwise(cuts)]
    pieces = [piece for i, piece in enumerate(pieces) if not _is_title_of_next(scene, persons, pieces, i)]
    pieces = [(begin, _before_place(scene, persons, begin, stop)) for begin, stop in pieces]
    return [value for value in whole_names(scene, pieces) if 1 < len(value.text) < _LONGEST_VALUE]


def _before_place(scene: Scene, persons: list[PersonMention], begin: int, stop: int) -> int:
    """Where a person ends of whom it is said where he was: "Tổng thống A | tại Tokyo"."""
    last = next(reversed(inside(persons, begin, stop)), None)
    if last is None:
        return stop
    end = extent(last)[1]
    return end if end < stop and _AT_PLACE.match(scene.text, end, stop) else stop


def _is_place(scene: Scene, at: int) -> bool:
    return bool(inside(scene.places, at, at + 1))


def _is_title_of_next(
    scene: Scene, persons: list[PersonMention], pieces: Sequence[tuple[int, int]], index: int
) -> bool:
    """Whether a piece is an office of the person named next: "Thứ trưởng Bộ Y tế, Trưởng đoàn Việt Nam, ông A"."""
    start, end = pieces[index]
    if inside(persons, start, end) or not _TITLE_START.match(scene.text, start):
        return False
    later = next((i for i in range(index + 1, len(pieces)) if inside(persons, *pieces[i])), None)
    if (
        later is None
        or ";" in scene.text[end : pieces[later][0]]
        or not _OPENS_PERSON.match(scene.text, pieces[later][0])
    ):
        return False
    return all(_TITLE_START.match(scene.text, pieces[i][0]) for i in range(index + 1, later))


def _is_of_person(scene: Scene, persons: list[PersonMention], begin: int, cut: re.Match[str]) -> bool:
    """Whether a comma parts a person from the body of his office: one stands before it, and a body behind it."""
    following = scene.text[cut.end() : cut.end() + _SHORT_LOOK]
    tokens = tokenize(following)
    return bool(tokens) and bool(inside(persons, begin, cut.start())) and ORG_HEADS.match(following, tokens, 0) > 0


def _list_end(scene: Scene, start: int, limit: int) -> int:
    at = start
    while match := _LIST_END.search(scene.text, at, limit):
        # "TP. HCM" holds a stop, and a person's name may hold the word "Dự".
        if (match.group() == "." and scene.text[match.start() - 2 : match.start()] in {"TP", "TX", "TS", "GS"}) or (
            match.group() == "." and _INITIAL.search(scene.text, max(start, match.start() - 2), match.start())
        ):
            at = match.end()
            continue
        return match.start()
    return limit


def _belongs_to_name(scene: Scene, persons: list[PersonMention], cut: int, after: int) -> bool:
    """Whether what follows the comma is a further title of the person before it."""
    if scene.text[cut] not in ",;" or _TITLE_START.match(scene.text, after) is None:
        return False
    before = [person for person in persons if person.start < cut]
    if not before or extent(before[-1])[1] > cut:
        return False
    if ";" in scene.text[extent(before[-1])[1] : cut]:
        return False  # others stand between
    following = [person for person in persons if person.start >= after]
    # A title in front of the next person is that person's.
    return not (following and extent(following[0])[0] <= after)


def _behind_join(scene: Scene, begin: int) -> int:
    """Where an item begins behind "; cùng" or "; và"."""
    join = _JOINS.match(scene.text, begin)
    return join.end() if join else begin
