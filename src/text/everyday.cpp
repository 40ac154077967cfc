#include "text/everyday.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::text {
namespace {

// One matter a line. Before the colon: how people say it; behind it: how rules and official letters
// say it. Everyday words lead to the official ones; official ones lead to one another. Verbs stand
// as their stems, irregular forms beside them. Our own collection, from no dictionary.
constexpr std::string_view kVocabulary = R"(
월급 월급날 봉급날 페이: 보수 급여 봉급 임금
연봉: 보수 급여 연봉제
돈 금액 값: 비용 금액 수당 보수 경비 금전
공짜 무료로 무료: 무료 무상 면제 무보수
보너스: 상여금 상여 성과급 성과상여금
시급: 시간급 시간당
알바 아르바이트: 단시간근로 시간제 아르바이트
떼이 떼어 떼고 떼나 떼는: 공제 원천징수
가불: 선급 가지급
밀린 밀리 밀려: 체불 미지급 연체
쉬 쉬는 쉬나 쉴 쉬어 쉬면 쉬는날: 휴가 휴일 휴무 휴직 휴게
연차 월차 쉬는날: 연차휴가 연차유급휴가 유급휴가
아프 아픈 아파 아파서 아플 몸이: 질병 병가 부상 요양
다치 다친 다쳐 다쳤 다칠: 부상 상해 사고 재해 안전사고
병원비 치료비: 의료비 진료비 치료비 요양비
상 초상 상이 돌아가시 돌아가신 돌아가셨 장례: 경조사 사망 조의 경조휴가 경조사휴가
결혼 결혼하 장가 시집: 결혼 혼인 경조사
축의금 부조 부의금 조의금: 경조금 경조사비 경조비
아기 애기 임신 아이: 출산 육아 자녀 임신
출산휴가: 출산전후휴가
남편 아내 와이프 부인: 배우자
엄마 아빠 부모 부모님 어머니 아버지: 부모 직계존속 존속
아들 딸 애들 자식: 자녀 직계비속
할머니 할아버지: 조부모 직계존속
가족 식구: 가족 친족 부양가족 특수관계인
그만두 그만둘 그만둬 그만뒀 그만두려 때려치: 사직 퇴직 자퇴 면직 퇴사 사임 포기 취소
나가 나갈: 퇴직 퇴사 퇴관
관두: 사직 퇴직 자퇴
은퇴 은퇴하 은퇴하신: 퇴직 정년퇴직 정년
잘리 잘린 잘려 짤리 쫓겨나 쫓겨: 해고 면직 해임 파면 징계 제적 퇴학
해고 짜르 자르: 해고 면직 해임
승진 진급: 승진 승급 임용
뽑 뽑히 뽑아 뽑는 뽑나: 선발 채용 임용 선출 모집
들어오 들어온 입사하: 입사 임용 채용 신규채용
옮기 옮길 옮겨: 전보 전출 전입 이동 전과 변경
갈아타 갈아탈: 변경 전과 전환
바꾸 바꿀 바꿔 바뀌 바뀐: 변경 교체 개정 수정 교환
고치 고칠 고쳐: 수정 정정 개정 보수 수선
벌 벌받 혼나 처벌: 징계 제재 처분 벌칙
잘못 잘못하: 위반 과실 비위 부정행위
커닝 컨닝 베끼 베낀 베껴: 부정행위 표절 부정
가짜 거짓 속이 속여 속인: 허위 위조 부정 변조
들통 들키 들켜 걸리 걸렸 걸린: 발각 적발 판명 확인
일르 이르 찌르: 제보 신고 고발
신고하 고자질: 신고 제보
몰래: 무단 임의
비밀: 비밀 기밀 대외비
새 새나 새어 유출: 유출 누설 누출
지각 늦 늦게 늦으면: 지각 지연 지체
결근 빠지 빠질 빠져 빠지면: 결석 결근 결강 불참 중도포기
땡땡이 무단결근: 무단결근 결근
야근: 시간외근무 연장근무 연장근로 초과근무 야간근무
주말 주말에: 토요일 일요일 휴일 휴무일
밤 밤늦 밤새 밤샘 밤에: 야간 심야
아침: 오전 조기
집 집에서: 자택 재택 주거
재택 재택근무: 재택근무 원격근무
출퇴근 출근: 출근 통근 근무
교통비 차비 택시비 버스비: 교통비 여비 운임 교통실비 시내교통비
기름값 주유비: 유류비 연료비 차량유지비
차 자동차 회사차 학교차: 차량 자동차 공용차량 승용차
출장비 출장가: 여비 출장여비 출장
밥값 식비 점심값 밥 식사비: 식비 식대 급식비 중식 식사
술 맥주 소주: 주류 음주
라면 끓이 끓여 요리: 취사 조리
담배 흡연: 흡연 금연
방값 호텔비 숙소비 호텔 숙소 잠자 묵 묵는: 숙박비 숙박 숙소
비행기 비행기표: 항공 항공운임 항공료 항공권
기차 기차표 케이티엑스: 철도 철도운임 열차
영수증: 영수증 증빙 증빙서류 증빙자료
카드: 법인카드 신용카드
쓰 쓸 써 써도 쓰는: 사용 이용 집행 작성
쓰면: 사용 작성
내 내야 낼 냈 내는 내면 냈다가: 제출 납부 납입 신청
돌려받 돌려주 환불 돌려받을: 반환 환불 환급
받 받을 받나 받는 받아: 수령 지급 수급 취득
주 주나 주는 줄 준다: 지급 지원 부여 수여
빌리 빌려 빌릴 빌려주: 대여 대출 임대 차용 대관
사 살 사는 사려면: 구매 구입 매입
팔 팔아: 매각 판매 처분
버리 버려 버릴: 폐기 처분 불용
망가지 망가진 고장 부서지: 고장 파손 훼손 손상
잃어버리 잃어버린 잃어버려 잃어버렸 분실: 분실 망실
물어내 물어주 변상: 변상 배상 손해배상
보관하 보관: 보존 보관
없애 지우 지워: 삭제 파기 폐기 폐지
까먹 잊어버리 잊어: 분실 망각
컴퓨터 노트북: 컴퓨터 전산장비 단말기 업무용
비번 암호: 비밀번호 패스워드
메일 이메일: 전자우편 이메일
유에스비: 이동식저장매체 휴대용저장매체
와이파이 인터넷: 네트워크 인터넷 무선랜
손님 방문객: 방문자 외부인 내방객
높은사람 상사 윗사람: 상급자 부서장 소속장
사장 사장님: 대표이사 사장
허락 허락받 결재받: 승인 허가 결재
오케이 승낙: 승인 허가
반대하 안된다: 불허 거부 금지
막 막나 못하게: 금지 제한 불허
꼭 반드시: 의무 필수
미리 사전에: 사전 미리
나중 나중에 뒤늦게: 사후 추후
빨리 바로 당장: 즉시 지체없이 긴급
급하 급한 급할 급히: 긴급 부득이
까지: 기한 이내
얼마동안 기간: 기간 연한
알리 알려야 연락하: 통보 보고 통지 신고 고지
물어보 문의: 문의 질의 상담
따지 따지면 항의 불만 납득: 이의 이의신청 민원 고충
억울하 억울한: 이의신청 재심 소청 고충
다시 또: 재 재신청 재심사
한번더: 재차 연장
늘리 늘려 늘릴 연장하: 연장 증액
줄이 줄여 깎 깎이 깎여: 감액 감봉 삭감 감경
올리 올릴 올려 오르: 인상 증액 승급
합치 합쳐: 통합 합병
나누 나눠: 배분 분할 분배
모이 모임 회의하: 회의 소집 개최
여 열 열려 열리 열린 열려면: 개최 개회 소집
뽑힌사람 대표: 대표 위원 대표자
우두머리 맡 맡는 맡나 맡은 맡아: 담당 위촉 겸직 겸임 보직
두가지 동시에: 겸직 겸임 중복
짝 둘이: 공동
친구 동료: 동료 동기
같이 함께 팀으로: 공동 집단
혼자: 단독 개인
이름 지은이: 성명 명의 저자
글쓴이 지은: 저자 집필자
논문내 실리 실어 싣 실은: 게재 발표 수록
글 원고: 원고 논문
책: 도서 서적 자료
도서관: 도서관 학술정보원 중앙도서관
선생님 교수님 선생: 교수 교원 교직원 지도교수
강의하 가르치 수업하: 강의 수업 교수
강의료 강사비: 강사료 강의료
수업 강의: 수업 강의 교과목
수업료 학비 등록금: 등록금 수업료 납입금
장학금: 장학금 장학
점수: 성적 평점 점수 학점
낙제 과락: 낙제 과락 유급
시험 셤: 시험 고사
시험보 시험치: 응시 시험
응시료 원서비 접수비: 전형료 응시료 수수료
원서 지원서: 원서 입학원서 지원서
입학하 들어가: 입학 입소 입관
붙 붙으 합격하: 합격 선발
떨어지 떨어진 떨어져: 불합격 탈락
졸업장 학위증: 학위증 학위 졸업증서 증서
졸업하 졸업: 졸업 수료
휴학하 쉬고: 휴학
군대 입대: 군입대 입영 병역 군복무
제대 전역하: 전역 제대
돌아오 돌아올 복귀: 복학 복직 복귀
과 학과: 학과 전공 학부
문과: 인문 사회계열 인문사회
공대: 공과대학 공학 이공
의대: 의과대학 의학
학생회장: 총학생회장 학생회 회장
동아리 동호회: 동아리 동호회 학생단체
엠티 수련회 소풍: 행사 수련 현장학습
기숙사: 기숙사 생활관 학생생활관
사물함 락커: 사물함 보관함
주차 주차장: 주차 주차장
실험실 랩: 실험실 연구실
반려동물 강아지 고양이 애완동물: 애완동물 반려동물
외국인 외국: 외국인 국외 해외
해외 외국에: 국외 해외
나라 정부: 국가 정부
이사 이사하: 이전 전거 이사
세금: 조세 세금 소득세
보험: 보험 공제
퇴직금: 퇴직금 퇴직급여 퇴직급여금
계약서: 계약서 계약
위약금: 위약금 지체상금
소송 재판: 소송 쟁송
개인정보 신상: 개인정보 신상정보
씨씨티비 감시카메라: 영상정보처리기기 폐쇄회로텔레비전
성희롱 성추행: 성희롱 성폭력
괴롭히 괴롭힘 갑질 왕따: 괴롭힘 직장내괴롭힘
차별: 차별 불이익
건강검진 검진: 건강검진 건강진단
다음해 내년: 다음연도 다음해 익년 차년도
작년 지난해: 전년 전년도
매달 달마다 한달: 매월 월
매년 해마다 일년 1년: 매년 연
하루 하룻: 1일 일 당일
이틀: 2일
사흘: 3일
나흘: 4일
일주일 한주: 7일 1주 1주일
보름: 15일
반년: 6개월
한시간: 1시간
절반 반: 2분의1 50
)";

using Groups = std::unordered_map<std::string_view, std::vector<std::string_view>>;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

void lead(Groups& groups, std::string_view from, const std::vector<std::string_view>& to) {
  std::vector<std::string_view>& known = groups[from];
  for (const std::string_view word : to) {
    if (word != from && std::find(known.begin(), known.end(), word) == known.end()) {
      known.push_back(word);
    }
  }
}

Groups read_vocabulary() {
  Groups groups;
  for (std::size_t at = 0; at < kVocabulary.size();) {
    const std::size_t end = std::min(kVocabulary.find('\n', at), kVocabulary.size());
    const std::string_view line = kVocabulary.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::vector<std::string_view> official = split(line.substr(colon + 1));
    for (const std::string_view word : split(line.substr(0, colon))) lead(groups, word, official);
    for (const std::string_view word : official) lead(groups, word, official);
  }
  return groups;
}

}  // namespace

std::vector<std::string_view> other_words(std::string_view stem) {
  static const Groups groups = read_vocabulary();
  const auto found = groups.find(stem);
  return found == groups.end() ? std::vector<std::string_view>{} : found->second;
}

}  // namespace sillok::text
