"""The words of orders: the verbs, whom they are given to, what they tell him to do, and by when."""

from __future__ import annotations

import re

WHO = (
    r"(?:(?:[Tt]ất cả |[Tt]oàn thể )?(?:[Cc]ác|[Nn]hững|[Tt]ừng|[Mm]ỗi)[ ]|(?:\d{1,3}|hai|ba|bốn)[ ])?"
    r"(?:[Bb]an |[Bb]ộ(?:[ ,])|[Ss]ở(?:[ ,])|[Cc]ục |(?<!phục )(?<!nhiệm )(?<!dịch )(?<!nghiệp )(?<!sự )[Vv]ụ (?!việc|án|này)|[Pp]hòng (?!chống|ngừa|khi|bệnh)|[Vv]iện |[Vv]ăn phòng |UBND|HĐND"
    r"|[UuỦ][ỷyủ] ban|uỷ ban|ủy ban|[Hh]ội (?!nghị|thảo)|[Tt]ỉnh"
    r"|TP|[Tt]hành phố|[Tt]hành(?! lập| công| tích| viên)|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Đđ]ịa phương|[Đđ]ơn vị|[Cc]ơ quan|[Nn]gành"
    r"|(?<!phân )(?<!nâng )(?<!bằng )[Cc]ấp(?! thiết| dưới| bách)|[Đđ]ảng|[Mm]ặt trận"
    r"|MTTQ|BCSĐ|UBKT|BTV |BCH |[Cc]ông an|[Cc]hính phủ|Thanh tra|[Cc]hi cục|[Tt]ổng cục|[Tt]rung tâm|[Cc]ông ty|[Tt]ập đoàn"
    r"|[Nn]gân hàng|[Hh]iệp hội"
    r"|[Dd]oanh nghiệp|[Tt]rường(?! hợp)|[Bb]ệnh viện|[Ll]ực lượng|[Tt]ổ |[Kk]ho bạc|NHNN|[Đđ]ồng chí|[Cc]hủ đầu tư"
    r"|[Tt]hường trực|[Cc]hủ tịch|[Bb]ộ trưởng|[Gg]iám đốc|[Tt]hủ trưởng|[Đđ]oàn(?! kết)|Thành đoàn|Tỉnh đoàn|[Cc]ơ sở"
    r"|[Nn]hà thầu|[Tt]ổng thầu|[Kk]hách sạn|[Hh]ộ |[Bb]ên (?!cạnh|lề|trong|ngoài)|[Ll]ãnh đạo |[Bb]ảo hiểm|[Nn]hà máy"
    r"|[Bb]áo chí|[Cc]ộng đồng|[Cc]ảnh sát|[Pp]hó (?:[Cc]hủ tịch|[Gg]iám đốc|[Tt]hủ tướng|[Tt]rưởng ban|[Bb]í thư|[Tt]ổng)"
    r"|[Cc]án bộ|[Cc]ông chức|[Đđ]ảng viên|[Xx]í nghiệp|[Tt]ổng công ty|[Nn]hà đầu tư|[Nn]hà trường|[Cc]hính quyền|[Ll]iên (?:đoàn|minh|hiệp|ngành)|[Tt]o[àạ] án|[Tt]òa án|[Hh]ọc viện"
    r"|[Đđ]ại học|[Hh]ội đồng|[Gg]iáo viên|[Hh]iệu trưởng|[Tt]hành viên|[Cc]hi nhánh|[Bb]í thư|[Qq]uân (?:khu|đội)|[Bb]ộ đội|[Cc]hùa |[Kk]iểm toán|[Đđ]ại biểu"
    r"|[Tt]hứ trưởng|[Tt]rưởng (?:ban|phòng|đoàn)|[Hh]ợp tác xã|[Hh]ạt |[Đđ]ội |[Đđ]ài |[Cc]ảng )"
)
WHO_START = re.compile(WHO)
DOES = re.compile(
    r"(?:(?:trang bị|đối xử|có tờ trình|kế thừa|đi đầu|tích cực|tham gia|chỉnh sửa|đẩy nhanh|làm (?:[Tt]rưởng|ngay|đầu mối)|nhân rộng|hoàn tất|khởi công|tái lập"
    r"|thẩm tra|chăm lo|vượt qua|tiếp nhận|thay mặt|rút kinh nghiệm|niêm phong|nhìn nhận|(?<!khách )(?<!giấy )mời|ứng(?= (?:tiền|vốn|trước|kinh phí))|trực tiếp|giữ vững|(?<!hàng )(?<!đường )không(?= (?:tổ chức|sử dụng|cho phép|thu|bố trí|thực hiện|tăng|cấp|nhận|ban hành|triển khai|gây|ký|dùng|né|chủ quan|lơ là|đùn đẩy|chậm))|khai trương|đề nghị|yêu cầu|cần|(?<!không )phải|(?<=hàng không )phải|có trách nhiệm|tiếp tục|khẩn trương|nhanh chóng|sớm|kịp thời|chủ động|tập trung|quyết liệt"
    r"|thường xuyên"
    r"|phối hợp|chủ trì|nghiêm túc|chậm nhất|trong (?:tháng|quý|năm|tuần|ngày|\d|vòng)|trước (?:ngày|tháng|năm)"
    r"|ngay|đẩy mạnh"
    r"|tăng cường|thực hiện|triển khai|(?<!ban )(?<!Ban )(?<!các )tổ chức(?! (?:chính|đảng|Đảng|cơ|xã|của|tôn|hội|tín dụng"
    r"|kinh))"
    r"|rà soát|kiểm tra|xây dựng|nghiên cứu|hoàn thành|hoàn thiện|báo cáo|xử lý|giải quyết|làm rõ|làm tốt|bảo đảm"
    r"|đảm bảo"
    r"|quán triệt|(?<!cơ quan )tham mưu|chú trọng|(?<!liên )quan tâm|nâng cao|phát huy|thẩm định|hướng dẫn|đề xuất|ban hành"
    r"|ra quyết định|công khai"
    r"|bố trí|hỗ trợ"
    r"|theo dõi|giám sát|đôn đốc|lập|đánh giá|tuyên truyền|chuẩn bị|phát triển|đổi mới|ưu tiên|đưa|tạo|sắp xếp"
    r"|tiến hành"
    r"|cung cấp|tháo gỡ|khắc phục|rút kinh nghiệm|thành lập|tính|phun|thí điểm|điều chuyển|hoàn chỉnh|chi trả"
    r"|rút ngắn|giữ"
    r"|tăng|giảm|xử phạt|đóng|chuyển|gửi|dành|bán|thi công|xem lại|góp ý|tham gia ý kiến|cân nhắc|hợp tác|ủng hộ|căn cứ|tháo dỡ|di dời|điều chỉnh|khởi tố|cải tạo"
    r"|trả lời|chỉnh trang|sửa chữa|điều hành(?! giá)|đa dạng|khuyến khích|chú ý|lưu ý|thực thi|tuân thủ|tôn trọng|kiềm chế|ngăn chặn|đề cao|nỗ lực"
    r"|động viên|rút gọn|thu hút|giảm thiểu|tiết kiệm|cắt giảm|tinh giản|nghiệm thu|đàm phán|gỡ|sàng lọc"
    r"|xét nghiệm|diễn tập|ứng trực|túc trực|bố phòng|nhân rộng|tiên phong|tự(?! do| trị| chủ| quản)|chia sẻ|đưa ra|cấm|thắt chặt|(?:tạm )?ngưng|bàn(?= (?:vấn đề|về|việc|giải pháp|cách))|có (?:chính sách|cơ chế|trách nhiệm)|có (?:biện pháp|giải pháp|kế hoạch|phương án|văn bản)"
    r"|làm việc"
    r"|dừng|tạm dừng|ngừng|chấm dứt|hạn chế|không (?:được|để)|xem xét|cập nhật"
    r"|(?<!chương )(?<!công )(?<!lộ )(?<!quy )(?<!quá )trình|siết chặt|chấn chỉnh|khống chế"
    r"|tính toán|bám sát|thống kê|lắng nghe"
    r"|tiếp thu|duy trì"
    r"|phân công|cụ thể hóa|cụ thể hoá|huy động|kiên quyết|vào cuộc|khảo sát|bổ sung|sửa đổi|gắn|coi|lựa chọn"
    r"|thông báo"
    r"|chịu trách nhiệm|bật|thể hiện|chấp hành|áp dụng|thu|nộp|trả|xác minh|làm việc với|sử dụng|vận động|tổng hợp"
    r"|thúc đẩy|bảo vệ|phấn đấu|đề ra|công bố|(?<![Vv]ăn phòng )đăng ký|kiểm soát|kiểm điểm|rút|lên|(?<![Bb]ầu )(?<!dân )cử|mua|(?<![Nn]hà )(?<![Cc]hủ )đầu tư(?! (?:công|xây))|đồng bộ"
    r"|(?<!lực lượng )tìm|mở|cải cách|cải thiện|phân bổ|giao(?! thông| ban| dịch| lưu)|nắm|xác định|(?<![Bb]an )chỉ đạo|lãnh đạo(?! [A-ZĐ]| các| cấp)|nêu cao|thu hồi|đình chỉ|thống nhất"
    r"|tổng kết|sơ kết|nhận định|phân tích|nhìn nhận|thảo luận|quyết tâm|(?<!cơ quan )(?<!kết luận )điều tra|thẳng thắn|thay thế|làm đầu mối|đặt(?! hàng)|niêm yết|lắp đặt|cân đối|nạo vét))(?!\w)"
)
DEADLINE = re.compile(
    r"(?:(?:(?:chậm nhất|muộn nhất|hạn (?:cuối|chót)|đúng hạn)(?: là| đến| trong| vào)*[ ])?"
    r"(?:(?:(?:bắt đầu )?(?:kể )?từ|vào|trong ngày|trước|chậm nhất(?: là| đến| trong| vào)?|muộn nhất|đến hết|hết"
    r"|trong vòng|ngay trong|đến trước|ngay"
    r"|từ nay (?:đến|tới)|đến(?= (?:cuối|giữa|tháng|quý|ngày|năm|thứ|\d))|trong thời hạn|trong)[ ])?"
    r"(?P<time>(?:\d{1,2}(?:h|g| giờ)\d{0,2} )?(?:ngày )?\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?(?! (?:ngày|tuần|tháng|năm|giờ))|ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|\d{1,3}(?:-\d{1,2})? ?(?:ngày|tuần|tháng|giờ|h)(?! (?:đầu|cuối) năm)(?: (?:tới|nữa|làm việc)(?!\w))?"
    r"|(?:(?:\d|sáu|ba) tháng|những tháng|nửa) (?:đầu|cuối) năm(?: nay| \d{4})?"
    r"|(?:nửa )?(?:cuối |đầu |giữa )?tháng \d{1,2}(?:[-/]\d{4}| năm (?:\d{4}|nay|sau)| này| tới)?"
    r"|(?:cuối |đầu |giữa |hết )?quý (?:[IV]{1,3}|\d)(?:[-/ ]?(?:năm )?(?:\d{4}|nay))?"
    r"|(?:cuối |hết |đầu |giữa )?năm (?:\d{4}|nay|sau|tới)|cuối năm|(?:cuối |đầu |giữa )?tuần (?:này|tới|sau)"
    r"|(?:cuối |đầu |giữa )?(?:tháng|quý) (?:này|tới|sau)|(?:ngày )?hôm nay|(?:ngày|sáng|chiều) mai|(?:kỳ|phiên) họp (?:tới|sau|này|thứ \w+|(?:cuối|giữa) năm(?: \d{4})?)"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật)(?: tuần (?:này|tới|sau))?(?! h[ằà]ng)"
    r"|Tết(?: Nguyên đán)?(?: \d{4})?|mùa (?:mưa bão|mưa|bão|lũ|khô)(?: năm (?:nay|\d{4}))?|năm học mới|nhiệm kỳ này))(?!\w)",
    re.IGNORECASE,
)
# What alone is a time and no limit: "tháng 6", "2 tuần", "5/3".
BARE = re.compile(
    r"(?:chậm nhất|muộn nhất|hạn|đúng hạn|bắt đầu|kể|từ|vào|trước|đến|hết|trong|ngay)[ ]|(?:cuối|đầu) (?:tuần|tháng|quý) (?:này|tới|sau)"
    r"|cuối (?:tháng|quý) ",
    re.IGNORECASE,
)
ORDERS = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|(?<!ngoại )(?<!Ngoại )(?<!bàn )(?<!chuyển )giao(?! ban)(?: nhiệm vụ cho| cho)?"
    # "tiếp tục lãnh đạo, chỉ đạo các cơ quan …": what those shall do who are asked
    r"|(?<![Bb]an )(?<!lãnh đạo, )(?<!lãnh đạo và )(?<!tăng cường )(?<!tập trung )(?<!tiếp tục )chỉ đạo"
    r"|phân công|lưu ý|nhắc nhở|(?<![^\n.] )Giao(?: nhiệm vụ cho| cho)?|(?<![^\n.] )Yêu cầu)[ ](?!của|này|trên|đó|về"
    r"|tại|sự|một số nội dung)"
)
BEFORE = 24
"""Characters before the word of an order that are looked at."""
_NO_ORDER = re.compile(
    r"(?i)(?:(?:theo|các|những|sự|đáp ứng|được|bị|một|với|có|về|nhận|bàn|mọi|việc|nhiều|ý kiến|dưới|quy định|đang|sẽ|cần|phải|nên|có thể|để|nhằm"
    r"|được quyền|có quyền|công tác|điều động,|(?:những|các|ý kiến|văn bản) chỉ đạo)|(?<!\w)(?:việc|công tác) (?!này|đó|trên)[^\W\d_]+(?: (?!này|đó|trên)[^\W\d_]+)?,?)[ ]$"
)


def is_no_order(before: str) -> bool:
    """Whether no order is given: "theo yêu cầu", "các đề nghị", "việc phân công" are nouns, "được giao" gives to nobody named
    here, "sẽ chỉ đạo" and "cần yêu cầu" have not been said to anybody yet."""
    return _NO_ORDER.search(before) is not None
