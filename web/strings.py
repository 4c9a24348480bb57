"""What the page says, in Vietnamese."""

from __future__ import annotations

TITLE = "Tin họp"
SUBTITLE = (
    "Tóm tắt và hỏi đáp có trích dẫn trên tin hội nghị, giao ban, họp báo, kỳ họp. "
    "Chạy trên máy này, không gửi gì ra ngoài."
)

SUMMARY_TAB = "Tóm tắt"
PASTE = "Dán nội dung bài viết"
PASTE_HINT = "Dán bài viết vào đây, hoặc thả một tệp, hoặc chọn một bài trong kho tin…"
FILE = "Hoặc thả một tệp"
DROP_HINT = "Thả vào đây, hoặc bấm để chọn (.txt .md .html .docx .pdf, tới 20 MB)"
FROM_ARCHIVE = "Hoặc chọn bài trong kho tin"
LENGTH = "Độ dài"
LENGTHS = (("Ngắn", "short"), ("Vừa", "medium"), ("Dài", "long"))
BULLETS = "Gạch đầu dòng"
SUMMARIZE = "Tóm tắt"
SUMMARY = "Bản tóm tắt"
SENTENCES = "Từng câu — bấm để xem câu nguồn"
ARTICLE = "Bài gốc, câu nguồn được tô màu"
CARD = "Phiếu họp — bấm một dòng để xem chỗ trong bài"
CARD_HEADERS = ["Mục", "Nội dung"]
CARD_MARK = "phiếu"
REMOVED = "Phần đã lược khỏi trang"
REMOVED_HEADERS = ["Loại", "Nội dung"]
DOWNLOAD = "Tải JSON"
VERIFIED, UNVERIFIED = "✓ đã kiểm chứng", "⚠ chưa kiểm chứng"
NOTHING_REMOVED = "Không có phần nào bị lược."

ASK_TAB = "Hỏi đáp"
QUESTION = "Câu hỏi"
QUESTION_HINT = "Ví dụ: Ai chủ trì hội nghị giao ban tháng 8?"
ASK = "Hỏi"
SHORT_ANSWER = "Trả lời ngắn"
ANSWER = "Câu trả lời"
CITATIONS = "Trích dẫn — bấm để mở đúng chỗ"
NEAREST = "Các đoạn gần nhất — bấm để mở"
SOURCE = "Bài được trích, đoạn trích được tô màu"

ARCHIVE_TAB = "Kho tin"
ARCHIVE = "Bài trong kho, mới nhất trước — bấm để đọc"
ARCHIVE_HEADERS = ["Ngày", "Bài và nguồn", "Mã"]
ARCHIVE_LIMIT = "Chỉ liệt kê {shown} bài mới nhất; hãy tìm để thấy các bài khác."
ADD_FILES = "Thêm bài vào kho"
ADD = "Thêm"
SEARCH = "Tìm trong kho"
SEARCH_HINT = "Gõ có dấu hoặc không dấu đều được"
SEARCH_BUTTON = "Tìm"
HITS = "Đoạn tìm thấy — bấm để mở đúng chỗ"
NO_HITS = "Không có đoạn nào khớp."
READING = "Bài đang đọc"

KINDS = {
    "caption": "chú thích ảnh",
    "duplicate": "đoạn lặp",
    "counter": "bộ đếm truy cập",
    "menu": "trình đơn",
    "related": "tin liên quan",
    "source": "dòng nguồn",
    "date": "dòng ngày",
    "author": "tác giả",
}

TOO_MANY = "Mỗi lần thêm được tối đa {count} tệp; hãy chia nhỏ, hoặc dùng lệnh “tinhop add”."
STATUS = {"added": "đã thêm", "unchanged": "đã có sẵn", "replaced": "đã thay bản cũ"}

GIVE_TEXT = "Hãy dán nội dung, thả một tệp hoặc chọn một bài trong kho."
GIVE_FILES = "Hãy thả hoặc chọn ít nhất một tệp."
GIVE_QUESTION = "Hãy gõ câu hỏi."
QUESTION_TOO_LONG = "Câu hỏi dài quá 500 ký tự; hãy rút gọn."
NO_SUMMARY = "Không có câu nào đứng riêng được thành tóm tắt; có thể đây là bảng hoặc danh sách."
EMPTY_ARCHIVE = "Kho tin chưa có bài nào; hãy thêm bài bên dưới."
PLEASE, SORRY = "Xin xem lại", "Có lỗi"
BROKEN = "Có lỗi ngoài dự kiến; hãy thử lại. Chi tiết nằm trong nhật ký của máy chủ."
COVERAGE = "Đã đọc {read}/{total} câu · {seconds:.1f} giây · {model}"
CONFIDENCE = "Độ tin cậy {confidence:.0%} · {milliseconds:.0f} ms"
REFUSED = "Kho tin không có đủ chứng cứ để trả lời · {milliseconds:.0f} ms"
