//! The table of facts.

use super::act::told;
use super::fact::facts;

facts! {
    // Grounds of measures
    PositiveTest "positive_test" ["L120 Đ24.1; D163 Đ56, Đ58.1"]:
        "kết quả xét nghiệm dương tính trước đó", "a positive test before it";
        "Kết quả dương tính trong hồ sơ đều có sau ngày này, mà việc này phải dựa vào kết quả đó", "Every positive test on file lies after this day, yet this act answers one";
        "sửa ngày cho đúng giấy tờ, hoặc ghi xét nghiệm dương tính đã có trước đó", "correct the day, or record the positive test that came before".
    ResidenceVerified "residence_verified" ["D163 Đ58.1, Đ58.5"]:
        "kết quả xác minh nơi cư trú", "the verified residence";
        "Việc này làm sau khi xác minh nơi cư trú, mà kết quả xác minh trong hồ sơ có sau ngày này", "It follows the verification of residence, which on file lies after this day";
        "sửa ngày, hoặc ghi lần xác minh nơi cư trú đã có trước đó", "correct the day, or record the verification that came before".
    NotFoundAddicted "not_found_addicted" ["L120 Đ24.5"]:
        "chưa bị xác định nghiện", "not determined addicted";
        "Người đã được xác định nghiện thì không quản lý như người sử dụng trái phép", "Who is determined addicted is not managed as an unlawful user";
        "mở “Người nghiện chưa cai” hoặc một hình thức cai nghiện; nếu đã xác định lại là không nghiện thì ghi kết quả đó trước", "open the standing addicted or a rehab; if a later determination says not addicted, record it first".
    DecisionNumber "decision_number" ["D163 Đ59.1 (Mẫu 04)"]:
        "số và ngày quyết định", "number and date of the decision";
        "Thiếu số và ngày quyết định", "Number and date of the decision are lacking";
        "ghi số và ngày quyết định", "give number and date of the decision".
    DecisionByStart "decision_by_start" ["L120 Đ24.2, Đ12"]:
        "ngày quyết định không sau ngày bắt đầu", "decided by the start";
        "Biện pháp này bắt đầu từ ngày ra quyết định, không thể bắt đầu trước quyết định", "This measure starts with its decision and cannot begin before it";
        "ghi ngày bắt đầu là ngày quyết định", "let it start on the day of the decision".
    DeterminedAddicted "determined_addicted" ["L120 Đ31; D163 Đ4"]:
        "kết quả xác định nghiện", "the determination of addiction";
        "Việc này dành cho người đã được xác định nghiện, mà kết quả trong hồ sơ là không nghiện hoặc có sau ngày này", "It is for who is determined addicted; the file says not addicted, or only later";
        "ghi kết quả xác định nghiện đúng ngày của nó, hoặc sửa ngày của việc này", "record the determination under its own day, or correct the day of this act".
    Determined "determined" ["D163 Đ4.7"]:
        "việc xác định tình trạng nghiện", "a determination";
        "Chỉ báo kết quả sau khi có kết quả xác định nghiện; trong hồ sơ kết quả có sau ngày này", "The result is told after it exists; on file it lies later";
        "sửa ngày, hoặc ghi kết quả xác định nghiện trước", "correct the day, or record the determination first".
    Registered "registered" ["L120 Đ30; D163 Đ4.7, Đ91"]:
        "đăng ký cai nghiện tự nguyện", "the registration for voluntary rehab";
        "Quyết định cai nghiện tự nguyện có sau khi đăng ký; trong hồ sơ đăng ký có sau ngày này", "Voluntary rehab follows a registration, which on file lies later";
        "sửa ngày, hoặc ghi lần đăng ký đã có trước đó", "correct the day, or record the registration that came before".
    CourtGranted "court_granted" ["L120 Đ35–36"]:
        "quyết định của Tòa án", "the court's decision";
        "Cai nghiện bắt buộc theo quyết định của Tòa án; trong hồ sơ Tòa án không chấp nhận hoặc quyết định có sau ngày này", "Compulsory rehab follows the court's decision; on file it was rejected, or decided later";
        "ghi quyết định của Tòa án đúng ngày, hoặc lập lại hồ sơ đề nghị", "record the court's decision under its day, or make the file anew".
    Adult "adult" ["L120 Đ35"]:
        "đủ 18 tuổi", "18 or older";
        "Biện pháp này áp dụng cho người từ đủ 18 tuổi", "This measure is for people of 18 and over";
        "chọn “Cai nghiện bắt buộc (12–<18)”, hoặc sửa ngày sinh nếu ghi sai", "choose the measure for 12 to under 18, or correct the date of birth".
    Minor "minor" ["L120 Đ36"]:
        "từ đủ 12 đến dưới 18 tuổi", "12 to under 18";
        "Biện pháp này áp dụng cho người từ đủ 12 đến dưới 18 tuổi", "This measure is for people of 12 to under 18";
        "từ đủ 18 tuổi thì chọn “Cai nghiện bắt buộc (≥ 18)”; sửa ngày sinh nếu ghi sai", "at 18 choose compulsory rehab of adults; correct the date of birth if wrong".
    AgeTwelve "age_twelve" ["L120 Đ36"]:
        "từ đủ 12 tuổi", "12 or older";
        "Không lập hồ sơ cai nghiện bắt buộc với người dưới 12 tuổi", "No compulsory file is made for a child under 12";
        "sửa ngày sinh nếu ghi sai", "correct the date of birth if it is wrong".
    RehabDone "rehab_done" ["L120 Đ42; D163 Đ134"]:
        "đã hoàn thành cai nghiện hoặc điều trị thay thế", "a completed rehab or substitution";
        "Quản lý sau cai chỉ áp dụng ngay sau khi hoàn thành cai nghiện hoặc điều trị thay thế", "Post-rehab follows a completed rehab or substitution directly";
        "kết thúc đợt cai hoặc điều trị với lý do “Hoàn thành” trước; người chuyển đến thì ghi Nguồn là “Chuyển đến”", "close the rehab as completed first; for a newcomer give the source moved_in".
    Proposed "proposed" ["D163 Đ134.1 (Mẫu 52)"]:
        "đề nghị quản lý sau cai (Mẫu 52)", "the proposal (form 52)";
        "Quyết định quản lý sau cai có sau đề nghị; trong hồ sơ đề nghị có sau ngày này", "Post-rehab follows the proposal, which on file lies later";
        "sửa ngày, hoặc ghi đề nghị đúng ngày của nó", "correct the day, or record the proposal under its own day".
    Ride "ride" ["L120 Đ12; D163 Đ15"]:
        "đang cai tại gia đình, điều trị thay thế hoặc quản lý sau cai", "home rehab, substitution or post-rehab under way";
        "Giám sát điện tử chỉ đi kèm cai nghiện tại gia đình, điều trị thay thế hoặc quản lý sau cai; không áp dụng với quản lý người sử dụng", "Monitoring rides only on home rehab, substitution or post-rehab, never on user management";
        "mở một trong ba biện pháp đó trước", "open one of these three first".
    MonitoringFooting "monitoring_footing" ["L120 Đ12; D163 Đ16"]:
        "biện pháp hoặc quyết định làm căn cứ giám sát điện tử", "what the monitoring rides on";
        "Chưa có cai nghiện tại gia đình, điều trị thay thế, quản lý sau cai, hay quyết định, đề nghị về các biện pháp đó", "There is no home rehab, substitution, post-rehab, nor a decision or proposal of one";
        "ghi quyết định cai nghiện (hoặc đề nghị sau cai), hay mở biện pháp trước", "record the rehab decision or the proposal, or open the measure first".
    MonitoringDecided "monitoring_decided" ["L120 Đ12; D163 Đ16–17"]:
        "quyết định giám sát điện tử", "the monitoring decision";
        "Thiết bị lắp sau quyết định; trong hồ sơ quyết định có sau ngày này", "The device follows the decision, which on file lies later";
        "sửa ngày, hoặc ghi quyết định đúng ngày của nó", "correct the day, or record the decision under its own day".
    NotMonitored "not_monitored" ["L120 Đ12"]:
        "chưa có giám sát điện tử đang mở", "no open monitoring";
        "Người này đang có một biện pháp giám sát điện tử", "A monitoring measure is open already";
        "kết thúc biện pháp giám sát đang mở trước", "close the open one first".
    // Endings
    TermEnded "term_ended" ["L120 Đ24.2, Đ29, Đ42; D163 Đ63.3"]:
        "đã đến ngày hết thời hạn", "the end date reached";
        "“Hết thời hạn” chỉ dùng từ ngày kết thúc của thời hạn trở đi", "term_over is used from the end date on, and only where there is a term";
        "đợi đến ngày hết hạn, chọn lý do khác, hoặc nếu ngày kết thúc khác thì đặt ngày đó kèm lý do", "wait for the end date, choose another reason, or set another end date with its reason".
    NoUseInTerm "no_use_in_term" ["D163 Đ63.3; L120 Đ24.5"]:
        "không có kết quả dương tính trong thời hạn", "no positive test in the term";
        "Chấm dứt vì hết thời hạn chỉ khi không phát hiện sử dụng lại; trong thời hạn có kết quả dương tính", "Management ends by its term only where no use was found; a test in the term is positive";
        "kết thúc với lý do “Chuyển biện pháp” rồi ra quyết định mới, hoặc “Xác định nghiện”", "close as replaced and open a new decision, or as found_addicted".
    OnTime "on_time" ["L120 Đ29, Đ42"]:
        "căn cứ hoàn thành trước ngày hết thời hạn", "the ground of completing before the end date";
        "Ngày hoàn thành trước ngày hết thời hạn", "Completed before the end date";
        "kiểm tra ngày", "check the day".
    CustodyOnFile "custody_on_file" ["L120 Đ24.5, Đ24.7"]:
        "việc tạm giữ, tạm giam", "the custody";
        "Chỉ làm được khi người đó bị tạm giữ, tạm giam", "It needs the person in custody";
        "ghi sự kiện tạm giữ, tạm giam với ngày của nó trước", "record the custody under its day first".
    CustodyOutlasts "custody_outlasts" ["L120 Đ24.5, Đ24.7"]:
        "ngày hết tạm giam (phải sau thời hạn còn lại)", "the end of custody (beyond the remaining term)";
        "Tạm giam ngắn hơn thời hạn còn lại: quản lý tiếp tục đến hết thời hạn, không dừng", "Custody is shorter than the remaining term: management goes on, it does not stop";
        "dùng “Tạm đình chỉ”; hoặc sửa ngày hết tạm giam nếu ghi sai", "record a suspension; or correct the end of custody".
    ViolationOnFile "violation_on_file" ["L120 Đ47.2–4"]:
        "vi phạm", "the violation";
        "Vi phạm trong hồ sơ có sau ngày này", "The violation on file lies after this day";
        "sửa ngày, hoặc ghi vi phạm đúng ngày", "correct the day, or record the violation under its day".
    MonitoringClosed "monitoring_closed" ["L120 Đ12; D163 Đ20"]:
        "kết thúc giám sát điện tử đi kèm", "the end of the monitoring that rides on it";
        "Giám sát điện tử đi kèm còn mở", "The monitoring that rides on it is open";
        "kết thúc giám sát điện tử", "close the monitoring".
    NoneOpen "none_open" ["L120 Đ24.5; D163 Đ20.4d"]:
        "không còn biện pháp nào đang mở", "no measure is open";
        "Đang có biện pháp mở thì cái chết, việc tuyên bố mất tích được ghi bằng cách kết thúc biện pháp đó", "While a measure is open a death or a declaration of missing is recorded by closing it";
        "kết thúc biện pháp đang mở với lý do “Chết” hoặc “Mất tích”", "close the open measure as death or missing".
    NothingLater "nothing_later" [""]:
        "không có việc nào sau ngày chết", "nothing after the death";
        "Hồ sơ có sự kiện hoặc biện pháp sau ngày này, nên không thể đã chết vào ngày này", "The file holds events or measures after this day, so it cannot be the day of death";
        "kiểm tra ngày chết; việc ghi nhầm thì đính chính trước", "check the day of death; correct wrong entries first".
    Departed "departed" ["L120 Đ27.2; D163 Đ62; L120 Đ48.2"]:
        "việc rời đi", "the departure";
        "Việc này có sau khi người đó rời đi; trong hồ sơ ngày rời đi có sau ngày này", "It follows the departure, which on file lies later";
        "sửa ngày, hoặc ghi ngày rời đi cho đúng", "correct the day, or record the departure".
    Incoming "incoming" ["L120 Đ25.4"]:
        "việc chuyển đến xã này", "the move to this commune";
        "Trình diện có sau khi chuyển đến; trong hồ sơ việc chuyển đến có sau ngày này", "Presenting follows the move in, which on file lies later";
        "sửa ngày, hoặc ghi việc chuyển đến cho đúng", "correct the day, or record the move in".
    // Events
    SuspicionOnFile "suspicion_on_file" [""]:
        "nghi vấn", "the suspicion";
        "Nghi vấn trong hồ sơ có sau ngày này", "The suspicion on file lies after this day";
        "sửa ngày", "correct the day".
    NotPositive "not_positive" ["L120 Đ24.1"]:
        "không có kết quả dương tính", "no positive test";
        "Kết quả xét nghiệm gần nhất là dương tính nên không loại khỏi nghi vấn", "The last test is positive, so the suspicion stands";
        "ghi kết quả xét nghiệm âm tính sau đó, hoặc mở biện pháp quản lý", "record a later negative test, or open the management".
    GroundGiven "ground_given" ["D163 Đ56.1"]:
        "căn cứ xét nghiệm (một trong chín căn cứ)", "the ground of the test (one of nine)";
        "Xét nghiệm phải có căn cứ", "A test needs a ground";
        "ghi căn cứ", "give the ground".
    SampleGiven "sample_given" ["D163 Đ56.4"]:
        "mẫu xét nghiệm", "the sample";
        "Xét nghiệm phải có mẫu", "A test needs a sample";
        "ghi mẫu", "give the sample".
    GuardianPresent "guardian_present" ["D163 Đ56.6"]:
        "có cha mẹ, người giám hộ chứng kiến", "a parent or guardian present";
        "Lấy mẫu không phải nước tiểu của người dưới 18 tuổi phải có cha mẹ hoặc người giám hộ", "A sample other than urine from someone under 18 needs a parent or guardian present";
        "lấy lại mẫu khi có cha mẹ, người giám hộ, hoặc dùng mẫu nước tiểu", "take the sample again with a parent or guardian, or take urine".
    SameSexPresent "same_sex_present" ["D163 Đ56.5"]:
        "cán bộ cùng giới giám sát", "a supervisor of the same sex";
        "Lấy mẫu nước tiểu phải có cán bộ cùng giới giám sát", "A urine sample is supervised by an officer of the same sex";
        "lấy lại mẫu với cán bộ cùng giới", "take the sample again with an officer of the same sex".
    StepGiven "step_given" ["L120 Đ47.2–4"]:
        "hình thức xử lý vi phạm", "the step taken on the violation";
        "Vi phạm phải có hình thức xử lý", "A violation needs a step";
        "ghi hình thức xử lý", "give the step".
    Ladder "ladder" ["L120 Đ47.2–4"]:
        "bậc xử lý liền trước", "the step before on the ladder";
        "Xử lý vi phạm theo bậc: nhắc nhở, rồi kiểm điểm, rồi cai nghiện bắt buộc (vi phạm thuộc diện giáo dục tại xã: kiểm điểm rồi bắt buộc); chưa có bậc trước", "Violations go by steps: reminder, review, compulsory (local education: review, compulsory); the step before is not on file";
        "ghi vi phạm đã xử lý ở bậc trước với ngày của nó, hoặc chọn bậc thấp hơn", "record the earlier violation with its step, or choose the lower step".
    Monitored "monitored" ["L120 Đ12; D163 Đ17–20"]:
        "đang giám sát điện tử", "monitoring under way";
        "Người này không đang bị giám sát điện tử vào ngày đó", "He is not under electronic monitoring on that day";
        "ghi ngày bắt đầu giám sát điện tử trước", "record the start of the monitoring first".
    WaiverDue "waiver_due" ["D163 Đ20.3"]:
        "đã giám sát đủ 12 tháng (dưới 18 tuổi: 6 tháng), không vi phạm", "12 months (under 18: 6) without violation";
        "Chỉ miễn phần còn lại sau 12 tháng giám sát (dưới 18 tuổi: 6 tháng) mà không vi phạm", "The rest is waived after 12 months of monitoring (under 18: 6) without a violation";
        "đợi đủ thời gian; dừng vì lý do khác thì ghi “Kết thúc”", "wait; if it ends for another reason record off".
    CompletedBefore "completed_before" ["D163 Đ4.11"]:
        "đã hoàn thành cai nghiện hoặc điều trị thay thế", "a completed rehab or substitution";
        "Tái nghiện là người đã hoàn thành cai nghiện hoặc điều trị thay thế rồi lại được xác định nghiện; kết quả dương tính đơn thuần chưa phải tái nghiện", "Relapse is a completed rehab or substitution AND a new determination; a positive test alone is none";
        "ghi đợt cai đã hoàn thành, hoặc ghi “Xét nghiệm” thay cho “Tái nghiện”", "record the completed rehab, or record a test instead".
    AddictedAgain "addicted_again" ["D163 Đ4.11"]:
        "kết quả xác định nghiện sau khi hoàn thành cai", "a determination after the completion";
        "Tái nghiện cần kết quả xác định nghiện sau khi đã hoàn thành cai nghiện hoặc điều trị thay thế", "Relapse needs a determination of addiction after the completed rehab or substitution";
        "ghi kết quả xác định nghiện trước", "record the determination first".
    CompletionKnown "completion_known" ["D163 Đ134.1"]:
        "việc hoàn thành cai nghiện hoặc thông báo hoàn thành (Mẫu 51)", "the completion, or its notice (form 51)";
        "Đề nghị quản lý sau cai chỉ sau khi hoàn thành cai nghiện, điều trị thay thế hoặc có thông báo hoàn thành", "The proposal follows a completion or its notice";
        "ghi thông báo hoàn thành, hoặc kết thúc đợt cai với lý do “Hoàn thành”", "record the completion notice, or close the rehab as completed".
    CertificateOnFile "certificate_on_file" ["L120 Đ33"]:
        "giấy xác nhận cai nghiện", "the rehab certificate";
        "Trình báo có sau khi nhận giấy xác nhận; trong hồ sơ giấy có sau ngày này", "Reporting in follows the certificate, which on file lies later";
        "sửa ngày, hoặc ghi giấy xác nhận đúng ngày", "correct the day, or record the certificate under its day".
    DecisionToSend "decision_to_send" ["D163 Đ63.4 (Mẫu 07–09)"]:
        "quyết định tạm đình chỉ, dừng hoặc chấm dứt", "the decision of suspension, stop or end";
        "Quyết định trong hồ sơ có sau ngày này", "The decision on file lies after this day";
        "sửa ngày, hoặc ghi quyết định đúng ngày", "correct the day, or record the decision under its day".
    ClosingTime "closing_time" ["D163 Đ138"]:
        "đã đến những ngày làm việc cuối của thời hạn (hạn P4)", "the last working days of the term (clock P4)";
        "Chưa đến những ngày làm việc cuối của thời hạn quản lý sau cai để xác nhận hết quản lý", "The last working days of the post-rehab term, in which its end is certified, have not come";
        "đợi đến những ngày làm việc cuối đó; thời hạn khác với ngày tính được thì đặt ngày kết thúc kèm lý do trước", "wait for them; where the term differs from the computed one set its end with a reason first".
    // The compulsory file
    CompulsoryGround "compulsory_ground" ["D163 Đ100, Đ103"]:
        "căn cứ cai nghiện bắt buộc", "the ground for compulsory rehab";
        "Lập hồ sơ sau khi phát sinh căn cứ; trong hồ sơ căn cứ có sau ngày này", "The file follows its ground, which on file lies later";
        "sửa ngày, hoặc ghi căn cứ đúng ngày", "correct the day, or record the ground under its day".
    FileOpened "file_opened" ["D163 Đ100, Đ103"]:
        "việc lập hồ sơ đề nghị", "the opening of the compulsory file";
        "Chưa lập hồ sơ đề nghị cai nghiện bắt buộc trước ngày này", "No compulsory file was opened by this day";
        "ghi “Lập hồ sơ đề nghị cai nghiện bắt buộc” với ngày của nó trước", "record the opening of the file under its day first".
    FileNotified "file_notified" ["L120 Đ35.3c"]:
        "thông báo quyền đọc hồ sơ", "the notice of the right to read the file";
        "Chỉ chuyển hồ sơ đến Tòa án sau khi người bị đề nghị được thông báo và có 3 ngày làm việc để đọc", "The file goes to the court after the person was notified and had 3 working days to read it";
        "ghi thông báo đọc hồ sơ với ngày của nó trước", "record the notification under its day first".
    ReadingOver "reading_over" ["L120 Đ35.3c–d; D163 Đ102.3–4, Đ105.3–4"]:
        "đã hết thời gian đọc hồ sơ (hạn C2)", "the reading period is over (clock C2)";
        "Chưa hết thời gian người bị đề nghị đọc hồ sơ, tính theo ngày làm việc từ ngày nhận thông báo; luật không cho rút ngắn", "The person's time to read the file, in working days from the notice, is not over; the law lets nobody shorten it";
        "chuyển hồ sơ sau ngày cuối của thời gian đọc", "send it after the last day of the reading period".
    FileSentToCourt "file_sent_to_court" ["L120 Đ35.3d; D163 Đ103"]:
        "việc chuyển hồ sơ đến Tòa án", "the sending to the court";
        "Hồ sơ này chưa được chuyển đến Tòa án trước ngày này", "This file was not sent to the court by this day";
        "ghi “Chuyển hồ sơ đến Tòa án” với ngày của nó trước", "record the sending under its day first".
    CourtAsked "court_asked" ["D163 Đ103"]:
        "yêu cầu của Tòa án", "the court's request";
        "Chưa có yêu cầu nào của Tòa án trước ngày này để trả lời", "The court has asked nothing by this day";
        "ghi yêu cầu của Tòa án với ngày của nó trước", "record the court's request under its day first".
    FileGranted "file_granted" ["D163 Đ106"]:
        "quyết định chấp nhận của Tòa án", "the court's decision granting it";
        "Tòa án chưa quyết định đưa đi cai nghiện bắt buộc trước ngày này", "The court has not granted compulsory rehab by this day";
        "ghi quyết định của Tòa án với ngày của nó trước", "record the court's decision under its day first".
    DirectorAsked "director_asked" ["D163 Đ106"]:
        "đề nghị Giám đốc Công an tỉnh", "the request to the provincial director";
        "Chưa đề nghị Giám đốc Công an tỉnh trước ngày này", "The provincial director was not asked by this day";
        "ghi “Đề nghị Giám đốc Công an tỉnh” với ngày của nó trước", "record that step under its day first".
    DirectorAssigned "director_assigned" ["D163 Đ107"]:
        "việc chỉ định cơ sở", "the assignment of a facility";
        "Giám đốc Công an tỉnh chưa chỉ định cơ sở trước ngày này", "No facility was assigned by this day";
        "ghi việc chỉ định cơ sở với ngày của nó trước", "record the assignment under its day first".
    LimitationRunning "limitation_running" ["L120 Đ35.4, Đ36.3"]:
        "vi phạm hoặc căn cứ cai nghiện bắt buộc", "a violation or ground for compulsory rehab";
        "Chấm dứt trốn tránh chỉ có nghĩa khi đã có vi phạm hoặc căn cứ cai nghiện bắt buộc trước đó", "The end of evasion counts only after a violation or ground for compulsory rehab";
        "ghi vi phạm hoặc căn cứ với ngày của nó trước", "record the violation or ground under its day first".
}
