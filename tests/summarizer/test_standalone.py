"""Which sentences can be read by themselves, and what is done for those that cannot."""

from itertools import pairwise

import pytest

from news import Article, article_from_text
from summarizer.extract import Extractor, name_pronoun, without_title
from summarizer.introduce import Introducer
from summarizer.pictures import is_caption, is_older_picture, opens_with_picture
from summarizer.standalone import (
    announces,
    is_broken_quotation,
    is_fragment,
    lacks_its_subject,
    leans_on_previous,
    quotation_end,
    said_under_pictures,
    says_only_that_it_was_said,
    speaks_for_an_unknown,
    tells_of_before,
    told_by_another,
)
from summarizer.tighten import tighten, trimmings


@pytest.mark.parametrize(
    "text",
    [
        "Một số vấn đề còn chậm",
        "Phát biểu tại hội nghị, Chủ tịch UBND tỉnh Đỗ Quang Lịch nhấn mạnh.",
        "Hội nghị tập trung thảo luận các nội dung sau:",
        "Vì sao tỉnh chậm giải ngân vốn đầu tư công trong quý II?",
        "PV: Xin ông cho biết kết quả sáu tháng đầu năm của toàn ngành.",
        "Quang cảnh hội nghị sáng 22-6 tại Kim Giang. Ảnh: Minh Tâm",
        "Sở Y tế | 120 | 95% | đạt | Sở Giao thông vận tải | 80 | 60% | chưa đạt",
        "và các đơn vị liên quan.",
        "Hội nghị sẽ bế mạc vào chiều mai",
        "Các bản ven sông có còn đủ nước ngọt cho mùa khô năm nay hay không?...",
        "Rừng không thể tự mọc lên!",
        "Họp.",
    ],
)
def test_fragments(text: str) -> None:
    assert is_fragment(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chiều 22-6, UBND tỉnh Thường Đức tổ chức hội nghị giao ban.",
        "Tỉnh sẽ khởi công cầu Kim Giang 2 trước ngày 30-9, ông Lịch cho biết.",
        "Ông Lịch cho biết: “Tỉnh sẽ khởi công trước ngày 30-9”.",
    ],
)
def test_whole_sentences(text: str) -> None:
    assert not is_fragment(text)
    assert not leans_on_previous(text)
    assert not is_broken_quotation(text)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Ông cũng đề nghị các huyện báo cáo trước ngày 30-9.", True),
        ("Điều này khiến tỉnh chậm giải ngân.", True),
        ("Theo ông, nguyên nhân là giải phóng mặt bằng.", True),
        ("Trong đó, vốn ngân sách trung ương là 1.500 tỷ đồng.", True),
        ("Việc tập huấn này nhằm giúp các đại biểu dùng phần mềm.", True),
        ("Bản thân tôi cũng thấy ê ẩm vì đường xấu.", True),
        ("Theo ông Lịch, nguyên nhân là giải phóng mặt bằng.", False),
        ("Ông Lịch đề nghị các huyện báo cáo.", False),
        ("Bà con xã Đông Hạ đã nhận tiền đền bù.", False),
        ("Theo báo cáo của Cục Hải quan, năm tháng đầu năm, hai mặt hàng này tiếp tục được nhập khẩu.", True),
        ("Theo bà Farrel, các chiến dịch tranh cử từ năm 1976 đã sử dụng phương pháp này.", True),
        ("Niềm hạnh phúc ấy đã theo anh suốt những tháng ngày cứu người.", True),
        ("Thằng bé nói không muốn đi dự tổng kết.", True),
        ("Cũng có nghĩa là các em tiếp tục gánh áp lực.", True),
        ("Công ty An Phát cho biết công ty này đã nộp phạt.", False),
        ("Vân Quốc tuyên bố nước này sẽ phóng vệ tinh.", False),
        ("UBND tỉnh duyệt dự án cầu, dự án này có vốn 50 tỷ đồng.", False),
        ("Ông Lịch cho biết thời gian này tỉnh đang thu hoạch lúa.", False),
        ("Giá vàng tăng mạnh, điều này khiến người mua lo.", False),
        ("Song Hà là xã đầu tiên về đích.", False),
    ],
)
def test_leaning(text: str, leans: bool) -> None:
    assert leans_on_previous(text) is leans


def test_a_title_gives_demonstratives_something_to_point_at() -> None:
    for text in ("Thông tin trên được nêu tại họp báo.", "Đây là chỉ đạo của Chủ tịch UBND tỉnh Đỗ Quang Lịch."):
        assert leans_on_previous(text)
        assert not leans_on_previous(text, "Chỉ đạo của tỉnh")
    assert leans_on_previous("Ông cũng đề nghị các huyện báo cáo.", "Chỉ đạo của tỉnh")


def test_broken_quotations() -> None:
    assert is_broken_quotation("“Tỉnh sẽ làm ngay.")
    assert is_broken_quotation("Chúng tôi làm ngay”, ông nói.")
    assert is_broken_quotation('Chúng tôi làm ngay", ông nói.')
    assert not is_broken_quotation('"Chúng tôi làm ngay", ông nói.')


def test_a_pronoun_is_named_only_where_one_person_can_be_meant() -> None:
    spoke = "Phát biểu tại hội nghị, Chủ tịch UBND tỉnh Đỗ Quang Lịch đánh giá cao kết quả."
    assert name_pronoun("Ông đề nghị các sở báo cáo.", spoke) == "Ông Đỗ Quang Lịch đề nghị các sở báo cáo."
    assert name_pronoun("Theo ông, tỉnh làm tốt.", spoke) == "Theo ông Đỗ Quang Lịch, tỉnh làm tốt."
    assert name_pronoun("Anh đề nghị các sở báo cáo.", spoke) is None
    assert name_pronoun("Bà đề nghị các sở báo cáo.", "Ông Đỗ Quang Lịch đánh giá cao kết quả.") is None
    assert name_pronoun("Ông đề nghị.", "Ông Đỗ Quang Lịch và ông Trần Văn Bách cùng chủ trì.") is None
    assert name_pronoun("Tỉnh đề nghị.", spoke) is None


def test_extracts() -> None:
    article = article_from_text(
        "Chủ tịch UBND tỉnh Đỗ Quang Lịch đánh giá cao kết quả của các sở.\n"
        "Ông đề nghị các sở báo cáo trước ngày 30-9.\n"
        "Điều này cần làm ngay trong tháng tới.\n"
        "Theo đó, các sở sẽ họp giao ban hằng tuần.",
        cleaning=False,
    )
    extractor = Extractor(article)
    named = extractor.extract(1, ())
    assert named is not None
    assert named.text == "Ông Đỗ Quang Lịch đề nghị các sở báo cáo trước ngày 30-9."
    assert named.needs == (0,)
    behind = extractor.extract(1, (0,))
    assert behind is not None and behind.text == article.sentence(1)
    assert extractor.extract(2, ()) is None
    assert extractor.extract(2, (), strict=False) is not None
    connected = extractor.extract(3, ())
    assert connected is not None and connected.text == "Các sở sẽ họp giao ban hằng tuần."


def test_tightening_takes_off_marks_and_particulars() -> None:
    assert tighten("- Một là, hoàn thiện thể chế.") == "Hoàn thiện thể chế."
    assert tighten("TTO - Sáng 3-5, tỉnh họp.") == "Sáng 3-5, tỉnh họp."
    lead = "Ngày 23-10, Thanh tra tỉnh Thường Đức đã công bố quyết định thanh tra UBND thành phố Kim Giang."
    assert tighten(f"Ảnh minh họa {lead}") == lead
    assert tighten(f"Tàu chở cát trên sông Lăng - Ảnh: An Bình Trong bài viết sáng nay, {lead}").startswith(
        "Trong bài viết"
    )
    assert tighten("Anh An (SN 1989, trú tại Kim Giang) nộp đơn.") == "Anh An nộp đơn."
    assert tighten("UBND tỉnh (cơ quan chủ trì) họp.") == "UBND tỉnh (cơ quan chủ trì) họp."
    forms = list(
        trimmings(
            "Tỉnh Thường Đức đã giải ngân 1.500 tỷ đồng (24,3% kế hoạch) trong quý II, tăng so với cùng kỳ năm trước."
        )
    )
    assert "Tỉnh Thường Đức đã giải ngân 1.500 tỷ đồng trong quý II, tăng so với cùng kỳ năm trước." in forms


@pytest.mark.parametrize(
    "text",
    [
        "Trưởng Ban chỉ đạo tỉnh Thường Đức về công tác phòng, chống thiên tai đã kiểm tra bốn hồ chứa nước.",
        "Người dân các khu phố, các phóng viên báo đài của tỉnh khi phát hiện vi phạm, kịp thời báo cho chính quyền.",
        "Chiều 23-8, tại thông báo về kỳ họp thứ 38 của Tỉnh ủy Thường Đức, Ủy ban Kiểm tra nêu tên ba cán bộ.",
        "Tỉnh sẽ hỗ trợ toàn bộ các hộ dân trong vùng dự án, trừ các hộ đã nhận tiền đền bù năm ngoái.",
    ],
)
def test_nothing_is_cut_from_what_would_be_no_sentence(text: str) -> None:
    assert list(trimmings(text)) == [text]


def test_closing_additions_are_cut() -> None:
    text = "Tỉnh Thường Đức sẽ khởi công cầu Kim Giang 2 trong quý III, góp phần giảm ùn tắc cho cửa ngõ phía đông."
    assert list(trimmings(text))[1:] == ["Tỉnh Thường Đức sẽ khởi công cầu Kim Giang 2 trong quý III."]


def test_a_caption_of_a_clip_is_no_sentence() -> None:
    assert is_fragment("Clip Công an TP. Kim Giang thông tin vụ việc tại họp báo chiều nay")
    assert not is_fragment("Clip do Công an TP. Kim Giang công bố cho thấy toàn bộ sự việc.")
    assert not is_fragment("Ảnh hưởng của bão khiến ba huyện mất điện.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Lãnh đạo tỉnh Thường Đức tại cuộc họp ở TP Kim Giang ngày 10/4.",
        "Giám đốc Sở Y tế Từ Ngọc Ẩn (thứ hai từ trái sang) thăm bệnh viện.",
        "Bà Lê Thị Minh Hạnh, Phó Chủ tịch UBND tỉnh Thường Đức.",
        "Một đoạn đê sông Lăng ở huyện Tân Lộc sau trận mưa đêm 5/9.",
        "Quang cảnh hội nghị giao ban báo chí tháng 11 tại TP Kim Giang.",
        "Hàng đầu từ trái qua: Chủ tịch UBND tỉnh Đỗ Quang Lịch, bà Lê Thị Minh Hạnh đến dự phiên họp.",
        "Từ trái sang: ông Sùng Văn Pao, bà Nhữ Thị Phương Dung tại lễ hợp long.",
    ],
)
def test_captions(sentence: str) -> None:
    assert is_caption(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh Thường Đức tổ chức hội nghị giao ban tháng 6.",
        "Đê sông Lăng ở huyện Tân Lộc bị sạt 40 m sau trận mưa đêm 5/9.",
        "Vụ việc xảy ra tại huyện Tân Lộc vào tối 5/9.",
        "Tổng vốn đầu tư của dự án khoảng 1.180 tỷ đồng.",
        "Theo Sở Y tế, hơn 1.800 ca sốt xuất huyết trong chín tháng.",
        "“Ba cây cầu, hai con đường trong một nhiệm kỳ”, ông Lịch nhắc lại.",
    ],
)
def test_sentences_are_no_captions(sentence: str) -> None:
    assert not is_caption(sentence)


def test_samples_hold_no_caption(samples: list[Article]) -> None:
    """Cleaning took them out: what is left is told in sentences."""
    bodies = [sentence for article in samples for sentence in article.sentence_texts() if not is_fragment(sentence)]
    found = [sentence for sentence in bodies if is_caption(sentence)]
    assert len(found) <= len(bodies) / 50, found


def test_who_is_called_by_the_last_name_alone_is_named_in_full() -> None:
    article = article_from_text(
        "Tỉnh họp báo sáng 5-3.\nGiám đốc Sở Xây dựng Vương Đình Soạn trả lời báo chí.\n"
        "Ông Soạn khẳng định cầu sẽ hợp long vào cuối tháng 9.\nBà Lan và bà Hoa vắng mặt.",
        cleaning=False,
    )
    sentences = article.sentence_texts()
    introducer = Introducer(article)
    named = "Ông Vương Đình Soạn khẳng định cầu sẽ hợp long vào cuối tháng 9."
    assert introducer.introduce(sentences[2], 2) == (named, (1,))
    assert introducer.introduce(sentences[2], 2, [sentences[1]]) == (sentences[2], ())
    # Nobody tells who these are.
    assert introducer.introduce(sentences[3], 3) == (sentences[3], ())
    # Another part of the summary told it.
    said = set(pairwise("vương đình soạn".split()))
    assert Introducer(article, said).introduce(sentences[2], 2) == (sentences[2], ())


@pytest.mark.parametrize(
    ("full", "called"), [("Giám đốc Sở Xây dựng Vương Văn Soạn", "Bà"), ("Giám đốc Sở Xây dựng Vương Thị Soạn", "Ông")]
)
def test_a_woman_is_not_named_as_a_man_nor_a_man_as_a_woman(full: str, called: str) -> None:
    article = article_from_text(
        f"Tỉnh họp báo sáng 5-3.\n{full} trả lời báo chí.\n{called} Soạn khẳng định cầu sẽ hợp long.", cleaning=False
    )
    assert Introducer(article).introduce(article.sentence(2), 2) == (article.sentence(2), ())


def test_two_with_one_last_name_are_left_as_they_are() -> None:
    article = article_from_text(
        "Ông Lê Văn Soạn và ông Vương Đình Soạn dự họp.\nCầu dài 1.250 m.\nÔng Soạn khẳng định cầu sẽ hợp long.",
        cleaning=False,
    )
    assert Introducer(article).introduce(article.sentence(2), 2) == (article.sentence(2), ())


def test_the_papers_mark_before_the_text_is_taken_off() -> None:
    assert tighten("(LĐ) - Ngày 20-3, Sở Y tế họp.") == "Ngày 20-3, Sở Y tế họp."


@pytest.mark.parametrize(
    "sentence",
    [
        "Anh Lê Văn Tú nhấn mạnh như vậy tại hội nghị Ban Thường vụ sáng 25-11.",
        "Để tìm hiểu thêm thông tin về vụ việc này, ngày 24/7 phóng viên đã gọi cho bà Lan.",
        "Ngày 24/7, phóng viên đã liên lạc với bà Lê Thị Lan, Giám đốc Sở Y tế.",
        "Sở cam kết hoàn thành đấu thầu lại trước ngày 20 tháng 11.",
        "Dù rằng, chỉ khi đăng nhập thì đại biểu mới có thể biểu quyết.",
    ],
)
def test_what_points_at_what_stands_before_leans(sentence: str) -> None:
    assert leans_on_previous(sentence, "Chỉ đạo của tỉnh")


def test_what_stands_by_itself_does_not_lean() -> None:
    assert not leans_on_previous("Bà Lê Thị Lan nhấn mạnh tỉnh sẽ làm như thế với mọi dự án chậm.", "Chỉ đạo của tỉnh")
    assert not leans_on_previous("Phóng viên 26 cơ quan báo chí dự họp báo sáng 5-3.")


def test_that_somebody_spoke_is_not_what_was_said() -> None:
    assert says_only_that_it_was_said("Chiều 6/6, ông Lê Văn Tú đã có cuộc trao đổi với báo chí liên quan dự án cầu.")
    assert says_only_that_it_was_said("Ngày 9-11, ông Tú đã có thông tin chính thức liên quan đến vụ đấu giá đất.")
    assert not says_only_that_it_was_said("Ông Tú đã có cuộc trao đổi với báo chí: “Cầu sẽ hợp long cuối tháng 9”.")


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("a) Tham mưu UBND tỉnh ban hành chỉ thị về mùa khô.", True),
        ("- Rà soát từng hộ có nguy cơ thiếu nước.", True),
        ("1. Giao Sở Y tế tham mưu UBND tỉnh ban hành chỉ thị.", False),
        ("Rà soát của Sở Y tế cho thấy 40 trạm thiếu thuốc.", False),
    ],
)
def test_members_that_say_what_to_do_and_not_who(sentence: str, lacks: bool) -> None:
    assert lacks_its_subject(sentence) is lacks


def test_what_minutes_tell_of_a_speaker_is_his_alone() -> None:
    article = article_from_text(
        "Ông Đinh Công Trực, Giám đốc Xí nghiệp Thủy nông: Kênh bồi lắng nặng, mới nạo vét 17 km. Kinh phí còn thiếu 2 tỷ.\n"
        "Hội nghị thống nhất kế hoạch gieo cấy.",
        cleaning=False,
    )
    assert told_by_another(article.text, article.sentences) == {1}
    extractor = Extractor(article)
    assert extractor.extract(1, ()) is None
    behind = extractor.extract(1, {0})
    assert behind is not None and behind.text == "Kinh phí còn thiếu 2 tỷ."


def test_at_the_meeting_is_cut_where_no_meeting_was_told() -> None:
    article = article_from_text(
        "Sáng 5-3, UBND tỉnh Thường Đức tổ chức hội nghị giao ban.\nTại hội nghị, ông Đỗ Quang Lịch yêu cầu giảm họp.",
        cleaning=False,
    )
    first, second = article.sentence_texts()
    introducer = Introducer(article)
    assert introducer.introduce(second, 1) == ("Ông Đỗ Quang Lịch yêu cầu giảm họp.", ())
    assert introducer.introduce(second, 1, [first]) == (second, ())


def test_older_pictures() -> None:
    assert is_older_picture("Tàu cá nước ngoài hoạt động tại Biển Đông tháng 9/2015.")
    assert is_older_picture("Tiêm kích khai hoả trong một đợt diễn tập.")
    assert not is_older_picture("Cầu Kim Giang 2 khởi công năm 2021.")
    assert not is_older_picture("Hội nghị diễn ra tại TP Kim Giang năm 2024.")


def test_links_to_other_articles_are_no_sentences() -> None:
    assert is_fragment("Xem thêm >> Đằng sau việc tỉnh dừng dự án cầu Kim Giang 2 đã chậm 14 tháng.")
    assert not is_fragment("Xem xét đề nghị của tỉnh, Bộ đã đồng ý dừng dự án cầu Kim Giang 2.")


@pytest.mark.parametrize(
    ("run_together", "text"),
    [
        (
            "Công nhân lắp dầm cầu Kim Giang 2 - Ảnh: MINH TÂM Theo Sở Giao thông vận tải, cầu sẽ thông xe trước ngày 30-9.",
            "Theo Sở Giao thông vận tải, cầu sẽ thông xe trước ngày 30-9.",
        ),
        (
            "Trạm bơm bờ bắc bị ngập trong đợt lũ vừa qua Trước đó, tỉnh Thường Đức đã chi 12 tỷ đồng sửa hai trạm bơm.",
            "Trước đó, tỉnh Thường Đức đã chi 12 tỷ đồng sửa hai trạm bơm.",
        ),
        (
            "Lạc Đông tăng cường hợp tác với Vân Sơn TTO - Chiều 10-6, lãnh đạo hai tỉnh đã ký bản ghi nhớ tại Lạc Giang.",
            "Chiều 10-6, lãnh đạo hai tỉnh đã ký bản ghi nhớ tại Lạc Giang.",
        ),
        (
            "[Vân Sơn: Bầu chủ tịch mới] Trong hai ngày 5 và 6-6, hội đồng nhân dân tỉnh Vân Sơn họp kỳ thứ mười.",
            "Trong hai ngày 5 và 6-6, hội đồng nhân dân tỉnh Vân Sơn họp kỳ thứ mười.",
        ),
    ],
)
def test_a_caption_that_runs_into_its_sentence_is_cut(run_together: str, text: str) -> None:
    assert tighten(run_together) == text


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế tỉnh Lạc Đông đã tiêm 86.300 liều vắc xin. Theo kế hoạch, đợt hai bắt đầu từ tháng 7.",
        "Ông Lịch giải thích vì sao tỉnh kỷ niệm Ngày Quốc tế Thiếu nhi ở xã Đông Hạ năm nay.",
        "Báo Lạc Đông Ngày Nay cho biết ba huyện ven biển sẽ có nước ngọt trước mùa khô.",
    ],
)
def test_nothing_is_cut_where_no_caption_runs_in(text: str) -> None:
    assert tighten(text) == text


def test_the_day_stays_and_today_goes() -> None:
    assert tighten("Sáng nay (5/3), Sở Y tế họp báo.") == "Sáng 5/3, Sở Y tế họp báo."
    assert (
        tighten("Đợt diễn tập kết thúc hôm qua (23-10) ở Kim Giang.") == "Đợt diễn tập kết thúc ngày 23-10 ở Kim Giang."
    )
    assert tighten("Ngày hôm nay 21-4, tỉnh Vân Sơn họp.") == "Ngày 21-4, tỉnh Vân Sơn họp."
    assert tighten("Sáng nay, Sở Y tế họp báo.") == "Sáng nay, Sở Y tế họp báo."


def test_a_line_without_its_full_stop_gets_one() -> None:
    assert tighten("Tỉnh Thường Đức giải ngân 1.560 tỷ đồng trong bốn tháng").endswith("tháng.")


@pytest.mark.parametrize(
    "text",
    [
        "Các đại biểu chụp ảnh lưu niệm tại hội nghị.",
        "Ông Trần Văn Bình, Giám đốc Sở Y tế, phát biểu tại buổi làm việc.",
        "Bí thư Tỉnh ủy Thường Đức trao đổi với các đại biểu bên lề hội nghị sáng 12/6.",
        "Công nhân dọn bùn trên đường Trần Phú ngày 14-9.",
        "Ông Bình (bìa phải) nghe người dân nói “nước lên quá nhanh” ở bờ bắc sông Lăng.",
    ],
)
def test_captions_with_a_verb(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ông Trần Văn Bình phát biểu tại hội nghị rằng tỉnh thiếu 412 giáo viên.",
        "Phát biểu tại hội nghị, ông Bình đề nghị các huyện báo cáo.",
        "Hội nghị diễn ra tại TP Kim Giang sáng 12/6.",
        "Công an đã khởi tố ba người ở xã Đông Hạ ngày 14-9.",
        "Hai tỉnh ký bản ghi nhớ tại Lạc Giang chiều 10-6.",
    ],
)
def test_what_happened_is_no_caption(text: str) -> None:
    assert not is_caption(text)


def test_a_credit_behind_dots_is_a_caption() -> None:
    assert is_fragment("Túi, bịch ni lông, gạch, đá... lấy lên từ một miệng cống ở Kim Giang - Ảnh: MINH TÂM")


@pytest.mark.parametrize(
    "text",
    [
        "Phó Chủ tịch tỉnh nhấn mạnh điều này tại hội nghị tổng kết sáng 8-1.",
        "Cử tri nêu vấn đề này với các đại biểu hội đồng nhân dân.",
    ],
)
def test_what_was_said_of_something_told_before_leans(text: str) -> None:
    assert leans_on_previous(text)
    assert not leans_on_previous(text, "Chỉ đạo của tỉnh")


def test_results_told_before_lean() -> None:
    assert leans_on_previous("Với những kết quả nêu trên, tỉnh đã vượt kế hoạch năm.", "Chỉ đạo của tỉnh")
    assert leans_on_previous("Cũng là vùng hạn mặn, huyện Giồng Sậy trồng dừa thay lúa.", "Chỉ đạo của tỉnh")


def test_who_speaks_of_himself_must_be_told() -> None:
    assert speaks_for_an_unknown("Phải nói rằng, tôi đánh giá rất tốt về kỳ họp này.")
    assert not speaks_for_an_unknown("Ông Lịch nói: “Tôi đánh giá rất tốt về kỳ họp này”.")
    assert not speaks_for_an_unknown("Ông Lịch đánh giá rất tốt về kỳ họp này.")


def test_when_something_was_said_is_not_what_was_said() -> None:
    assert says_only_that_it_was_said("Tuyên bố của tỉnh Vân Sơn được đưa ra vài ngày sau khi đập Pá Chiêm bị vỡ.")
    assert not says_only_that_it_was_said("Tuyên bố của tỉnh Vân Sơn được đưa ra sau lũ, nêu rõ: “Đập an toàn”.")


def test_questions_of_another_paper_are_fragments() -> None:
    assert is_fragment("Báo Lạc Đông: Tại phiên chất vấn, vì sao sở chưa trả lời về tiến độ cầu Kim Giang 2.")
    assert not is_fragment("Báo Lạc Đông đưa tin cầu Kim Giang 2 sẽ thông xe trước Tết.")


def test_the_title_in_front_of_a_sentence_is_cut() -> None:
    title = "Lạc Đông họp bàn về nước ngọt"
    rest = "Sáng 30-5, UBND tỉnh Lạc Đông họp bàn về nước ngọt cho ba xã cù lao."
    assert without_title(f"{title} {rest}", title) == rest
    assert without_title(f"{title} cho ba xã cù lao trong mùa khô.", title).startswith(title)
    assert without_title(rest, title) == rest
    assert without_title(rest, None) == rest


def test_related_links_are_fragments() -> None:
    assert is_fragment("TIN BÀI LIÊN QUAN: Công nhân dọn bùn sau lũ ở thành phố Kim Giang.")


def test_a_number_and_a_dash_mark_a_member_of_a_list() -> None:
    assert tighten("2 - Vân Sơn có mười huyện và một thành phố.") == "Vân Sơn có mười huyện và một thành phố."
    assert lacks_its_subject("2 - Xem xét, thi hành kỷ luật ông Trần Văn Bách.")
    assert not lacks_its_subject("2 - 1 là tỷ số của trận Kim Giang gặp Lạc Giang.")


@pytest.mark.parametrize(
    ("text", "title", "leans"),
    [
        ("Nhóm kỹ sư này đang thử máy bơm mới ở Lạc Đồng.", "Máy bơm mới giúp dân chống hạn", True),
        ("Nhóm kỹ sư này đang thử máy bơm mới ở Lạc Đồng.", "Ba nhóm kỹ sư thử máy bơm", False),
        ("Quy định này có hiệu lực từ 1-7.", "Tỉnh siết việc cấp phép", False),
        ("Vi phạm của ban quản lý và các ông nêu trên là nghiêm trọng.", "Kỷ luật ban quản lý", True),
        ("Với giọng ôn tồn, ông cho rằng dân sẽ hiểu.", "Chủ tịch tỉnh gặp dân", True),
        ("Gặp ông Đỗ Quang Lịch, bà cho biết dân đã nhận tiền.", "Chủ tịch tỉnh gặp dân", False),
    ],
)
def test_below_a_title_only_what_it_names_can_be_pointed_at(text: str, title: str, leans: bool) -> None:
    assert leans_on_previous(text, title) is leans


def test_what_was_before_the_news() -> None:
    for text in (
        "Hồi tháng 12 năm ngoái, cầu Kim Giang 1 từng phải sửa.",
        "Năm 2014 tỉnh lấy phiếu tín nhiệm 18 người.",
        "Chưa rõ đoàn sẽ nghỉ ở đâu.",
        "Ông Đỗ Quang Lịch từng là giáo viên ở Lạc Đồng.",
    ):
        assert tells_of_before(text)
    assert not tells_of_before("Năm nay tỉnh lấy phiếu tín nhiệm 18 người.")


def test_the_picture_at_the_head() -> None:
    assert opens_with_picture("Dân quân Lạc Đồng vác bao cát lên bờ kè.")
    assert opens_with_picture("Lãnh đạo tỉnh, các huyện viếng nghĩa trang liệt sĩ trước giờ khai mạc kỳ họp sáng 20/5.")
    assert not opens_with_picture("Dân quân Lạc Đồng đã đắp xong bờ kè.")
    assert not opens_with_picture("Sáng 5-3 dân quân Lạc Đồng đắp bờ kè.")
    assert is_caption("Ông Đỗ Quang Lịch khi còn là sinh viên năm cuối.")


def test_words_of_one_man_under_his_picture_are_no_minutes() -> None:
    said = "Ông Đỗ Quang Lịch, Chủ tịch UBND tỉnh: Chưa thấy sai phạm nào khác."
    news = article_from_text(f"Tỉnh họp sáng 5-3 về việc chậm giải ngân vốn.\n{said}\nCác sở hứa sẽ làm nhanh hơn.")
    assert said_under_pictures(news.text, news.sentences) == {1}
    minutes = article_from_text("\n".join([said] * 2 + [said.replace("Lịch", "Bách")]), cleaning=False)
    assert not said_under_pictures(minutes.text, minutes.sentences)


def test_a_subheading_that_ends_in_a_quotation_is_a_fragment() -> None:
    assert is_fragment('Đặt trạm bơm tại xã "trái ý dân"')
    assert not is_fragment('Ông Lịch nói: "Tôi không đồng ý với việc đặt trạm bơm".')


def test_that_something_was_made_known_asks_for_what() -> None:
    assert announces("Sở Tài chính chính thức công bố số liệu về tình hình giải ngân vốn năm 2024.")
    assert announces("Ủy ban Kiểm tra Thường Đức đã cho ý kiến về kết quả kiểm tra ở huyện Lạc Đồng.")
    assert announces("Thông tin trên được ông Đỗ Quang Lịch nêu tại hội thảo sáng 5-3.")
    assert not announces("Sở Tài chính công bố tỉnh đã giải ngân 1.500 tỷ đồng trong sáu tháng.")


def test_a_quotation_of_several_sentences_is_one_where_it_says_whose_it_is() -> None:
    said = [
        "“Tỉnh lo cho dân vùng lũ.",
        "Tỉnh đề nghị các sở vào cuộc ngay”, ông Lịch nói tại cuộc họp.",
        "Họp xong lúc 11 giờ.",
    ]
    assert quotation_end(said, 0) == 1 and quotation_end(said, 1) is None and quotation_end(said, 2) is None
    assert quotation_end(["“Tỉnh lo cho dân vùng lũ.", "Tỉnh đề nghị các sở vào cuộc ngay”."], 0) is None
    article = article_from_text("\n".join(["Sở họp sáng 5-3 về việc chống lũ ở Lạc Đồng.", *said]))
    extract = Extractor(article).extract(1, ())
    assert extract and extract.text == f"{said[0]} {said[1]}" and extract.needs == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "Clip ông Đỗ Quang Lịch trả lời câu hỏi của dân xã.",
        ", chủ chuỗi nhà nghỉ ở Lạc Đồng bị phạt 90 triệu đồng.",
    ],
)
def test_clips_and_torn_lines_are_fragments(text: str) -> None:
    assert is_fragment(text)


def test_what_follows_on_a_time_told_before_leans() -> None:
    for text in (
        "Vài ngày sau đó, gia đình nhận hóa đơn.",
        "Thời điểm trên, trong xe có ba người.",
        "Lý do, cống đã hỏng.",
    ):
        assert leans_on_previous(text, "Gia đình nhận hóa đơn lạ")
    assert not leans_on_previous("Hai ngày trước Tết, dân xã nhận nhà mới.")
    assert not leans_on_previous("Theo thông báo của tòa án tỉnh, tòa này sẽ xử vụ án vào ngày 19-10.")


def test_who_says_i_is_told_behind_the_quotation() -> None:
    assert not leans_on_previous('"Tôi xin nói rõ tỉnh chưa duyệt dự án", ông Đỗ Quang Lịch cho biết tại họp báo.')
    assert leans_on_previous('"Tôi xin nói rõ tỉnh chưa duyệt dự án".')
    assert leans_on_previous("Tôi xin nói rõ tỉnh chưa duyệt dự án, ông Lịch cho biết.")


def test_who_stands_left_and_what_pictures_show_is_under_them() -> None:
    for text in (
        "Ông Đỗ Quang Lịch, trái, bắt tay người tiền nhiệm Trần Văn Bách.",
        "Những hình ảnh về lễ hội được dân xã chia sẻ.",
        "Ông Trần Văn Bách, chủ xưởng đóng tàu, phát biểu trong cuộc họp báo ở Kim Giang, Thường Đức.",
    ):
        assert is_caption(text)
    assert not is_caption("Những hình ảnh được công bố cho thấy cầu đã nứt, theo báo cáo của Sở Giao thông Thường Đức.")


def test_more_that_points_back_or_says_nothing() -> None:
    assert leans_on_previous("Trước tình hình đó, tỉnh cho học sinh nghỉ học.")
    assert leans_on_previous("Các trưởng thôn viết thông điệp tương tự bằng mực đỏ.")
    assert not leans_on_previous("Xã gặp sự cố tương tự như năm ngoái.")
    assert says_only_that_it_was_said("Chỉ đạo trên được đưa ra sau vụ việc ở bến xe Kim Giang.")
    assert says_only_that_it_was_said("Tại họp báo, ông Lịch đã nhận được câu hỏi về việc giải ngân.")
