"""Word lists of Vietnamese press and administration: surnames, provinces, roles, organisations, abbreviations."""

from __future__ import annotations


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


SURNAMES = frozenset(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lâm mai đào tô tạ
    phùng vương hà lương cao châu quách thái tăng chu kiều triệu lưu giang đàm tống bạch nông la lục mạc nghiêm
    ninh quản thạch thân tòng tôn từ ung viên vi đường âu an ân bế cầm chẩu chử cù cung doãn đậu điểu giàng hàn
    hầu hứa khổng khúc khuất kim lã lại lò lường ma mã mẫn nhâm ngụy nguỵ ông phí phó phương sầm sùng thào thi
    thiều tiêu tráng triều trưng văn vàng vừ xa giáp cáp cát hờ hạng cồ diệp tất tiết ksor rơ siu rah thòng lù
    lầu bàn điêu quàng vì lèo ngọ mùa cứ sình chảo lồ tẩn phàn chương chúc tưởng tập ôn nhữ kha lữ thẩm uông
    xồng đổng điền đới khương lỗ nhan tề thiệu hun ri""".split()
)

# Surnames that are seldom anything else: a run of two capitals that begins with one is a person without further signs.
SURE_SURNAMES = frozenset(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô dương đinh trịnh trương đào phùng lưu đàm quách doãn
    nghiêm khuất lương tạ đoàn hồ lý tô mai vương chu""".split()
)

PROVINCES = _phrases(
    """An Giang, Bà Rịa - Vũng Tàu, Bà Rịa, Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Cạn, Bắc Ninh, Bến Tre, Bình
    Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắc Lắc, Đăk Lăk, Đắk
    Nông, Đăk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hà Tây, Hải
    Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào
    Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam,
    Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa
    Thiên Huế, Thừa Thiên - Huế, Huế, Tiền Giang, Hồ Chí Minh, HCM, Sài Gòn, Trà Vinh, Tuyên Quang, Vĩnh Long,
    Vĩnh Phúc, Yên Bái"""
)

OTHER_PLACES = _phrases(
    """Việt Nam, VN, Trung Quốc, Nhật Bản, Hàn Quốc, Triều Tiên, Thái Lan, Lào, Campuchia, Singapore, Malaysia,
    Indonesia, Philippines, Myanmar, Brunei, Ấn Độ, Nga, Liên bang Nga, Mỹ, Hoa Kỳ, Anh, Pháp, Đức, Ý, Italia,
    Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ, Thụy Điển, Na Uy, Đan Mạch, Phần Lan, Ba Lan, Séc, Hungary,
    Ukraine, Úc, Australia, New Zealand, Canada, Brazil, Cuba, Israel, Iran, Iraq, Thổ Nhĩ Kỳ, Ai Cập, Nam Phi,
    Syria, Pakistan, Venezuela, Afghanistan, Palestine, Qatar, Saudi Arabia, Arab Saudi, Yemen, Libya, Kuwait, Bahrain,
    Lebanon, Oman, Kenya, Nigeria, Ethiopia, Sudan, Nam Sudan, Algeria, Tunisia, Maroc, Angola, Mozambique, Zimbabwe,
    Argentina, Chile, Peru, Colombia, Mexico, Panama, Ecuador, Bolivia, Uruguay, Belarus, Kazakhstan, Uzbekistan,
    Azerbaijan, Armenia, Mông Cổ, Nepal, Bangladesh, Sri Lanka, Bhutan, Maldives, Timor Leste, Đông Timor, Papua New
    Guinea, Fiji, Áo, Hy Lạp, Ireland, Iceland, Luxembourg, Bulgaria, Romania, Serbia, Croatia, Slovakia, Slovenia,
    Estonia, Latvia, Litva, Cyprus, Malta, Vatican, UAE, Bình Nhưỡng, Moskva, Tehran, Ankara, Kiev, New Delhi, Manila, Jakarta,
    Canberra, Ottawa, Damascus, Baghdad, Tel Aviv, Jerusalem, Châu Âu, Châu Á, Châu Phi, Châu Mỹ, Đông Nam Á, Liên Xô, Đài Loan, Hong Kong, Hồng Kông, Macau, Bắc Kinh,
    Thượng Hải, Tokyo, Seoul, Bangkok, Geneva, New York, Washington, Paris, London, Berlin, Moscow, Matxcơva,
    Brussels, Viêng Chăn, Vientiane, Phnom Penh, Nha Trang, Đà Lạt, Hạ Long, Vinh, Phú Quốc, Côn Đảo, Buôn Ma
    Thuột, Pleiku, Biên Hòa, Thủ Đức, Thủ Thiêm, Cần Giờ, Hội An, Tam Kỳ, Quy Nhơn, Phan Thiết, Mỹ Tho, Cao
    Lãnh, Cam Ranh, Sầm Sơn, Việt Trì, Điện Biên Phủ, Tây Nguyên, Nam Bộ, Bắc Bộ, Trung Bộ, Tây Bắc, Đông Bắc,
    Đông Nam Bộ, Tây Nam Bộ, Bắc Trung Bộ, Nam Trung Bộ, Bắc Trung Nam, Trường Sa, Hoàng Sa, Ba Đình, Hai Bà
    Trưng, Hoàn Kiếm, Long Biên, Tây Hồ, Cầu Giấy, Thanh Xuân, Hoàng Mai, Hà Đông, Tân Bình, Tân Phú, Bình Tân,
    Gò Vấp, Bình Thạnh, Phú Nhuận, Hóc Môn, Củ Chi, Nhà Bè, Bình Chánh, Thái Bình Dương, Đại Tây Dương, Ấn Độ
    Dương, Biển Đông, Mê Công, Mekong, Hồ Gươm, Hồ Tây, Triệu Phong, Cao Lộc, Lý Sơn, Châu Đốc, Hồ Hoàn Kiếm, Hà
    Tiên, Thái Hòa, Hồng Lĩnh, Kỳ Anh, Tam Điệp, Phan Rang, Tuy Hòa, Đông Hà, Đồng Hới, Lai Vung, Chu Lai, Văn
    Giang, Văn Lâm, Văn Bàn, Văn Yên, Lục Nam, Lục Ngạn, Giang Thành"""
)

STATES = _phrases(
    """Việt Nam, Trung Quốc, Nhật Bản, Hàn Quốc, Triều Tiên, Thái Lan, Lào, Campuchia, Singapore, Malaysia, Indonesia,
    Philippines, Myanmar, Brunei, Ấn Độ, Nga, Mỹ, Anh, Pháp, Đức, Ý, Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ,
    Thụy Điển, Na Uy, Đan Mạch, Phần Lan, Ba Lan, Séc, Hungary, Ukraine, Úc, New Zealand, Canada, Brazil, Cuba, Israel,
    Iran, Iraq, Thổ Nhĩ Kỳ, Ai Cập, Nam Phi, Syria, Pakistan, Venezuela, Afghanistan, Đài Loan, Hong Kong, Châu Âu"""
)

PLACE_HEADS = _phrases(
    """tỉnh, thành phố, TP, thủ đô, huyện, quận, thị xã, thị trấn, xã, phường, đảo, quần đảo, khu vực, vùng"""
)

HONORIFICS = ("ông", "bà", "anh", "chị", "cô", "đồng chí", "thầy", "cụ", "các ông", "các bà", "các đồng chí")

DEGREES = _phrases(
    """GS, PGS, TS, ThS, Th.S, BS, KTS, LS, TSKH, giáo sư, phó giáo sư, tiến sĩ, thạc sĩ, bác sĩ, kiến trúc sư, luật sư, kỹ
    sư, nhà giáo ưu tú, NGƯT, NGND, thầy thuốc nhân dân, thầy thuốc ưu tú, nhà báo, nhà văn, nhạc sĩ, nghệ sĩ,
    chuyên gia"""
)

ROLES = _phrases(
    """tổng bí thư, bí thư, chủ tịch, chủ tịch nước, phó chủ tịch nước, chủ tịch quốc hội, phó chủ tịch, thủ tướng, thủ
    tướng Chính phủ, phó thủ tướng, bộ trưởng, thứ trưởng, quyền bộ trưởng, trưởng ban, trưởng, trưởng phòng,
    trưởng đoàn, trưởng khoa, trưởng đại diện, cục trưởng, vụ trưởng, tổng cục trưởng, chi cục trưởng, giám đốc,
    tổng giám đốc, hiệu trưởng, viện trưởng, hội trưởng, chánh án, chánh văn phòng, chánh thanh tra, thống đốc,
    tổng thanh tra, tổng kiểm toán, tổng thư ký, tổng thư kí, tổng biên tập, chủ nhiệm, ủy viên, thường trực, thường vụ, đại
    biểu quốc hội, đại biểu, đại sứ, tổng lãnh sự, tham tán, tư lệnh, chính ủy, tham mưu trưởng, tổng tham mưu
    trưởng, chỉ huy trưởng, chủ nhiệm tổng cục, người phát ngôn, phát ngôn viên, chủ tọa, tổng thống,
    quốc vương, nhà vua, công tố viên, thị trưởng, ngoại trưởng, thượng nghị sĩ, nghị sĩ, đại tướng, thượng
    tướng, trung tướng, thiếu tướng, chuẩn đô đốc, phó đô đốc, đô đốc, đại tá, thượng tá, trung tá, thiếu tá,
    đại úy, thư ký, trợ lý, cố vấn, kế toán trưởng, trưởng thôn, trưởng bản, bí thư thứ nhất, tổng đạo diễn, đại
    diện, lãnh đạo, chuyên viên, thành viên, huấn luyện viên, nguyên thủ, hòa thượng, thượng tọa, giám mục, linh
    mục, mục sư, hội viên, đội trưởng, tổ trưởng, nhóm trưởng, chủ tịch hội đồng quản trị, chủ tịch HĐQT, chủ
    tịch HĐTV, chủ tịch kiêm tổng giám đốc"""
)

RANKS = _phrases(
    """đại tướng, thượng tướng, trung tướng, thiếu tướng, chuẩn đô đốc, phó đô đốc, đô đốc, đại tá, thượng tá, trung tá,
    thiếu tá, đại úy, thượng úy, trung úy"""
)
"""A rank is no office: where an office follows the name, that is the title."""

ROLE_PREFIXES = ("phó", "nguyên", "quyền", "cựu", "nguyên phó", "tân", "quyền phó", "đồng")
"""Words that make another office of the one that follows: a Phó Chủ tịch is no Chủ tịch."""

ORGANISATION_HEADS = _phrases(
    """ban, ban chấp hành, ban thường vụ, ban bí thư, ban quản lý, ban tổ chức, ban chỉ đạo, ban cán sự, bộ, bộ tư
    lệnh, bộ chính trị, bộ chỉ huy quân sự, sở, phòng, cục, chi cục, tổng cục, vụ, viện, học viện, trường,
    trường đại học, đại học, ĐH, cao đẳng, ủy ban, UBND, HĐND, MTTQ, hội, hội đồng, hiệp hội, liên đoàn, liên
    minh, liên hiệp, công ty, tổng công ty, tập đoàn, ngân hàng, trung tâm, văn phòng, tòa án, viện kiểm sát,
    VKSND, TAND, công an, thanh tra, kiểm toán, đảng ủy, đảng bộ, đảng đoàn, tỉnh ủy, thành ủy, huyện ủy, quận
    ủy, thị ủy, tỉnh đoàn, thành đoàn, đoàn đại biểu quốc hội, đoàn thanh niên, mặt trận, mặt trận tổ quốc, quốc
    hội, chính phủ, đại sứ quán, tổ chức, quỹ, bệnh viện, quân khu, quân đoàn, quân chủng, binh đoàn, câu lạc
    bộ, CLB, báo, đài, tạp chí, thông tấn xã, nhà xuất bản, kho bạc, hải quan, cảng, bảo hiểm
    xã hội, nhóm, hợp tác xã, chi nhánh, đoàn công tác"""
)

SELF_STANDING = ("quốc hội", "chính phủ", "bộ chính trị", "ban bí thư", "UBND", "HĐND", "tỉnh ủy", "thành ủy")

# What follows a role or the head of an organisation and is often written without capitals.
OFFICE_WORDS = _phrases(
    """tổ chức, trung ương, TW, tuyên giáo, dân vận, kinh tế, nội chính, kiểm tra, thường vụ, thường trực, chấp hành,
    bí thư, đảng, đảng đoàn, đảng ủy, đảng bộ, tỉnh ủy, thành ủy, huyện ủy, quận ủy, thị ủy, đảng ủy khối, ủy
    ban, ủy ban nhân dân, hội đồng nhân dân, nhân dân, hội đồng, quốc hội, chính phủ, chủ tịch, mặt trận, tổ
    quốc, nhà nước, kế hoạch, đầu tư, tài chính, nội vụ, ngoại giao, ngoại vụ, quốc phòng, an ninh, công an, tư
    pháp, công thương, công nghiệp, thương mại, xây dựng, giao thông, vận tải, giáo dục, đào tạo, y tế, lao
    động, thương binh, xã hội, nông nghiệp, phát triển, nông thôn, tài nguyên, môi trường, khoa học, công nghệ,
    thông tin, truyền thông, văn hóa, thể thao, du lịch, thể dục, dân tộc, tôn giáo, thanh tra, kiểm toán, kiểm
    sát, tòa án, tối cao, cấp cao, hành chính, chính trị, quốc gia, quản lý, quản trị, thành viên, công ty, cổ
    phần, trách nhiệm hữu hạn, TNHH, tập đoàn, tổng công ty, ngân hàng, viện, học viện, trường, đại học, trường
    đại học, bệnh viện, văn phòng, trung tâm, hiệp hội, liên đoàn, liên hiệp, liên minh, hợp tác xã, hội, phụ
    nữ, nông dân, cựu chiến binh, thanh niên, cộng sản, luật gia, luật sư, nhà báo, nhà văn, doanh nghiệp, doanh
    nhân, thanh tra chính phủ, tiếp công dân, dân nguyện, pháp luật, đối ngoại, ngân sách, nhi đồng, thiếu niên,
    thiếu nhi, giám sát, chiến lược, chính sách, nghiên cứu, thống kê, thuế, hải quan, kho bạc, bảo hiểm, điện
    lực, dầu khí, than, khoáng sản, đường bộ, đường sắt, hàng không, hàng hải, đăng kiểm, quy hoạch, kiến trúc,
    đô thị, hạ tầng, khu công nghiệp, khu kinh tế, khu chế xuất, công nghệ cao, đất đai, thủy lợi, thủy sản, lâm
    nghiệp, kiểm lâm, chăn nuôi, thú y, trồng trọt, bảo vệ thực vật, phòng chống thiên tai, thiên tai, quân sự,
    biên phòng, bộ đội, cảnh sát, quân đội, quân ủy, tham mưu, hậu cần, kỹ thuật, tổng cục, cục, chi cục, vụ,
    phòng, ban, sở, bộ, tỉnh, thành phố, TP, huyện, quận, thị xã, thị trấn, xã, phường, khóa, khối, các cơ quan,
    đoàn, đoàn đại biểu, đại biểu, quốc tế, thế giới, liên hợp quốc, khu vực, miền Trung, miền Nam, miền Bắc,
    Nam Bộ, phía Nam, phía Bắc, địa phương, cơ sở, nhân dân tối cao, pháp chế, xúc tiến, hợp tác, hữu nghị,
    người cao tuổi, khuyến học, chữ thập đỏ, văn học, nghệ thuật, điện ảnh, di sản, báo chí, xuất bản, phát
    thanh, truyền hình, bưu điện, bưu chính, viễn thông, tin học, sở hữu trí tuệ, đo lường, tiêu chuẩn, chất
    lượng, dự trữ, chứng khoán, giá, công sản, nợ, bồi thường, hộ tịch, trợ giúp pháp lý, hình sự, dân sự, bổ
    trợ, y học, dược, dự phòng, sức khỏe, sinh sản, gia đình, trẻ em, bình đẳng giới, việc làm, an toàn, an toàn
    thực phẩm, vệ sinh, khám, chữa bệnh, miền núi, cải cách, đổi mới, sự nghiệp, dịch vụ, cấp nước, thoát nước,
    thi hành án, nhà, bất động sản, tuyên truyền, lý luận, chuyên trách, thứ nhất, phụ trách, cao cấp, kiêm
    nhiệm, quốc phòng an ninh, ngân sách nhà nước, chuyên môn, khu phố, thể chế, văn kiện, biên tập, tổng hợp,
    thi đua, khen thưởng, lưu trữ, tín dụng, tiền tệ, thanh toán, hội nông dân, hội phụ nữ, công đoàn, liên đoàn
    lao động, đoàn thanh niên, chỉ đạo, ngoại thương, khí tượng, thủy văn, hợp tác xã, lữ hành, lực lượng vũ
    trang, chính trị quốc gia, châu Âu, châu Á, châu Phi, châu Mỹ,
    dự khuyết, quân khu, quân đoàn, quân chủng, binh đoàn, sư đoàn, lữ đoàn"""
)

ABBREVIATIONS = {
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "HCM": "hồ chí minh",
    "TPHCM": "thành phố hồ chí minh",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "MTTQ": "mặt trận tổ quốc",
    "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "UBTVQH": "ủy ban thường vụ quốc hội",
    "BCH": "ban chấp hành",
    "BTV": "ban thường vụ",
    "TW": "trung ương",
    "TƯ": "trung ương",
    "TBT": "tổng bí thư",
    "QH": "quốc hội",
    "ĐBQH": "đại biểu quốc hội",
    "VN": "việt nam",
    "LHQ": "liên hợp quốc",
    "HĐQT": "hội đồng quản trị",
    "HĐTV": "hội đồng thành viên",
    "CLB": "câu lạc bộ",
    "NSND": "nghệ sĩ nhân dân",
    "NSƯT": "nghệ sĩ ưu tú",
    "ĐH": "đại học",
    "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở",
    "GTVT": "giao thông vận tải",
    "NN": "nông nghiệp",
    "PTNT": "phát triển nông thôn",
    "GD": "giáo dục",
    "ĐT": "đào tạo",
    "GDĐT": "giáo dục đào tạo",
    "KHCN": "khoa học công nghệ",
    "TNMT": "tài nguyên môi trường",
    "TN": "tài nguyên",
    "MT": "môi trường",
    "LĐ": "lao động",
    "XH": "xã hội",
    "VH": "văn hóa",
    "KT": "kinh tế",
    "LĐTBXH": "lao động thương binh xã hội",
    "VHTTDL": "văn hóa thể thao du lịch",
    "TTTT": "thông tin truyền thông",
    "KCN": "khu công nghiệp",
    "KKT": "khu kinh tế",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "CNTT": "công nghệ thông tin",
    "TAND": "tòa án nhân dân",
    "VKSND": "viện kiểm sát nhân dân",
    "TNHH": "trách nhiệm hữu hạn",
    "GS": "giáo sư",
    "PGS": "phó giáo sư",
    "TS": "tiến sĩ",
    "BS": "bác sĩ",
    "BOT": "bot",
    "KTXH": "kinh tế xã hội",
    "ATTP": "an toàn thực phẩm",
    "CCHC": "cải cách hành chính",
    "PCTN": "phòng chống tham nhũng",
    "PCCC": "phòng cháy chữa cháy",
    "ĐBSCL": "đồng bằng sông cửu long",
    "WB": "ngân hàng thế giới",
    "WTO": "tổ chức thương mại thế giới",
    "EU": "liên minh châu âu",
    "NHNN": "ngân hàng nhà nước",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "TTCP": "thanh tra chính phủ",
    "CSGT": "cảnh sát giao thông",
    "XHCN": "xã hội chủ nghĩa",
    "CHXHCN": "cộng hòa xã hội chủ nghĩa",
    "BĐS": "bất động sản",
    "CBCC": "cán bộ công chức",
    "NSNN": "ngân sách nhà nước",
    "ASEAN": "asean",
}
"""Abbreviations that every reader knows. Those that an article introduces itself are found in it."""

CAPITALS = {
    "bắc kinh": "trung quốc",
    "washington": "mỹ",
    "tokyo": "nhật bản",
    "seoul": "hàn quốc",
    "bình nhưỡng": "triều tiên",
    "moscow": "nga",
    "matxcơva": "nga",
    "moskva": "nga",
    "tehran": "iran",
    "ankara": "thổ nhĩ kỳ",
    "kiev": "ukraine",
    "new delhi": "ấn độ",
    "manila": "philippines",
    "jakarta": "indonesia",
    "canberra": "úc",
    "ottawa": "canada",
    "damascus": "syria",
    "baghdad": "iraq",
    "bangkok": "thái lan",
    "tel aviv": "israel",
    "jerusalem": "israel",
    "london": "anh",
    "paris": "pháp",
    "berlin": "đức",
    "đài bắc": "đài loan",
    "hà nội": "việt nam",
}
"""The press writes the capital for the government: neither is exchanged for the other."""

SAME_NAMES = {
    "liên hiệp quốc": "liên hợp quốc",
    "hoa kỳ": "mỹ",
    "sài gòn": "hồ chí minh",
    "bắc cạn": "bắc kạn",
    "đắc lắc": "đắk lắk",
    "đăk lăk": "đắk lắk",
    "đăk nông": "đắk nông",
    "australia": "úc",
    "italia": "ý",
    "hồng kông": "hong kong",
}
