"""Invented articles for the tests of verifier and card."""

from __future__ import annotations

import datetime as dt

from news.article import Article
from news.sentences import split_sentences

MEETING = """Chiều 14-5, tại TP Kim Giang, Ban Tổ chức Tỉnh ủy Thường Đức tổ chức hội nghị giao ban công tác cán bộ \
6 huyện, thành phố khu vực phía Tây năm 2024.
Đồng chí Hoàng Đức Lương, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy và đồng chí Đỗ Minh Khang, Bí thư \
Thành ủy, Chủ tịch HĐND TP Kim Giang đồng chủ trì hội nghị.
Dự hội nghị có lãnh đạo các phòng, đơn vị của Ban Tổ chức Tỉnh ủy, lãnh đạo ban tổ chức các huyện ủy gồm: Yên Khê, \
Nậm Lâu, Tân Lộc, Hà Thượng, Suối Đòi, Pá Chiêm.
Phát biểu chào mừng hội nghị, đồng chí Đỗ Minh Khang cho biết thành phố đã chi 1.500 tỷ đồng cho 12 dự án trong 3 năm \
qua, không để nợ đọng.
Báo cáo tại hội nghị, bà Lê Thị Huỳnh Dao, Phó Trưởng Ban Tổ chức Tỉnh ủy nêu rõ toàn vùng có 86.300 đảng viên, tăng \
5,2% so với năm 2023; 7 xã chưa có trụ sở.
Ông Hoàng Đức Lương nhấn mạnh: “Cán bộ không sợ việc khó, chỉ sợ không dám nhận việc”.
Phát biểu kết luận hội nghị, đồng chí Hoàng Đức Lương yêu cầu ban tổ chức các huyện ủy rà soát quy hoạch theo Nghị \
quyết số 18-NQ/TW trước ngày 30/6; giao Sở Nội vụ thẩm định biên chế trong quý III/2024.
Hội nghị thống nhất chọn huyện Yên Khê làm điểm sắp xếp đơn vị hành chính."""

NOT_A_MEETING = """Giá lúa tại đồng bằng tăng thêm 200 đồng mỗi ký trong tuần qua.
Nông dân huyện Giồng Sậy cho biết thương lái đặt cọc từ rất sớm.
Theo ông Trần Văn Bảy, vụ này năng suất đạt 6,8 tấn/ha."""


def article(text: str, *, published: dt.date | None = None, title: str | None = None) -> Article:
    """An article with its sentences, as the readers of `news` would make it."""
    return Article("test", text, split_sentences(text), title=title, published=published)
