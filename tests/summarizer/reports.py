"""Long official reports: three written whole, and three forms composed of the samples' own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from news import Article

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_AREAS = (
    "TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG",
    "CÔNG TÁC Y TẾ VÀ PHÒNG, CHỐNG DỊCH",
    "SẢN XUẤT NÔNG NGHIỆP VÀ TIÊU THỤ NÔNG SẢN",
    "GIAO THÔNG, XÂY DỰNG VÀ QUY HOẠCH",
    "VĂN HÓA, DU LỊCH VÀ LÀNG NGHỀ",
    "CHUYỂN ĐỔI SỐ VÀ CẢI CÁCH HÀNH CHÍNH",
    "AN SINH XÃ HỘI VÀ TIẾP XÚC CỬ TRI",
    "PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
)
_PARTS = ("Kết quả đạt được", "Hạn chế, tồn tại", "Nguyên nhân", "Nhiệm vụ, giải pháp")
_SPEAKERS = (
    "Ông Phan Trọng Nghĩa, Giám đốc Sở Kế hoạch và Đầu tư",
    "Bà Lưu Thị Hạnh, Giám đốc Sở Tài chính",
    "Ông Vương Đình Khải, Chủ tịch UBND huyện Tân Lộc",
    "Bà Đoàn Minh Châu, Phó Giám đốc Sở Y tế",
    "Ông Tạ Quang Huy, Chánh Văn phòng UBND tỉnh",
)


def sectioned(samples: Sequence[Article]) -> str:
    """A report in sections "I.", parts "1.", points "a)"; about 3,700 syllables."""
    lines = [
        "BÁO CÁO",
        "Tình hình kinh tế - xã hội 9 tháng đầu năm 2024, nhiệm vụ trọng tâm 3 tháng cuối năm",
        "Thực hiện Quy chế làm việc, UBND tỉnh Thường Đức báo cáo HĐND tỉnh kết quả 9 tháng đầu năm 2024 như sau:",
    ]
    for index, (roman, area) in enumerate(zip(_ROMAN, _AREAS, strict=True)):
        lines.append(f"{roman}. {area}")
        sentences = samples[2 * index].sentence_texts() + samples[2 * index + 1].sentence_texts()
        size = max(1, len(sentences) // len(_PARTS))
        for number, part in enumerate(_PARTS, start=1):
            lines.append(f"{number}. {part}")
            here = sentences[(number - 1) * size : number * size if number < len(_PARTS) else None]
            lines += [f"{letter}) {sentence}" for letter, sentence in zip("abcdeghiklmnopqrstuvxy", here, strict=False)]
    return "\n".join(lines)


def minutes(samples: Sequence[Article]) -> str:
    """The minutes of a meeting, told by speakers; about 2,500 syllables."""
    lines = [
        "Chiều 22-10-2024, tại trụ sở UBND tỉnh Thường Đức, UBND tỉnh tổ chức hội nghị giao ban tháng 10 để nghe các sở, "
        "ngành và địa phương báo cáo tiến độ thực hiện nhiệm vụ. Ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh, chủ trì hội nghị.",
        "Hội nghị đã nghe các ý kiến phát biểu như sau:",
    ]
    for number, speaker in enumerate(_SPEAKERS, start=1):
        lines.append(f"{number}. {speaker}:")
        lines += [" ".join(article.sentence_texts()[1:]) for article in samples[3 * number : 3 * number + 3]]
    lines += [
        "Kết luận hội nghị, ông Đỗ Quang Lịch yêu cầu các sở, ngành hoàn thành hồ sơ quyết toán trước ngày 30-11-2024.",
        "Chủ tịch UBND tỉnh giao Sở Tài chính chủ trì tham mưu phương án bổ sung 120 tỷ đồng cho các công trình cấp bách.",
    ]
    return "\n".join(lines)


def tabled(samples: Sequence[Article]) -> str:
    """A report with a table of figures in each section and lists of points; about 3,000 syllables."""
    lines = ["Báo cáo tổng hợp kết quả thực hiện kế hoạch đầu tư công năm 2024 của tỉnh Thường Đức"]
    for index, article in enumerate(samples[8:18]):
        lines.append(f"{index + 1}. Nhóm dự án số {index + 1}")
        lines.append("Đơn vị | Kế hoạch (tỷ đồng) | Giải ngân (tỷ đồng) | Tỷ lệ")
        for row in range(8):
            plan, done = 120 + 37 * row + index, 45 + 21 * row + index
            lines.append(f"Huyện số {row + 1} | {plan} | {done} | {100 * done // plan}%")
        lines += [f"- {sentence}" for sentence in article.sentence_texts()]
    return "\n".join(lines)


def official(_samples: Sequence[Article]) -> str:
    """A provincial government's report on an invented conference, with letterhead, recipients and signature."""
    return Path(__file__).with_name("long_report.txt").read_text("utf-8")


def notice(_samples: Sequence[Article]) -> str:
    """The notice of what a provincial chairman concluded at an invented meeting."""
    return Path(__file__).with_name("long_notice.txt").read_text("utf-8")


def record(_samples: Sequence[Article]) -> str:
    """The minutes of an invented conference of a district."""
    return Path(__file__).with_name("long_minutes.txt").read_text("utf-8")
