"""Lines about accounts: signing up and in, passwords, leaving the house."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "newcomer": "Newcomer",
        "password_short": "That password is too short: please use at least {limit} characters.",
        "password_common": "Many people use that password, so it is one of the first that gets tried. Please take "
        "another.",
        "password_numeric": "Digits alone are quickly guessed. Please add some letters or words.",
        "password_similar": "That is too close to your name or address. Please take something that is not about you.",
        "password_pattern": "That is a pattern that every list of leaked passwords begins with (a walk over the "
        "keyboard, a repetition, an ordinary word with a digit behind it). Three words that do not belong together "
        "are better.",
        "account_account_inactive": "This account is closed. Please ask the host of this house.",
        "account_cannot_remove_primary_email": "This is the address you sign in with. Please change it instead.",
        "account_duplicate_email": "That is your address already.",
        "account_email_password_mismatch": "Address and password do not fit together.",
        "account_email_taken": "That address cannot be used here.",
        "account_enter_current_password": "That is not your current password.",
        "account_incorrect_code": "That code is not right. Please look at the newest one.",
        "account_incorrect_password": "That password is not right.",
        "account_invalid_or_expired_key": "This link has been used already or is too old. Please ask for a new one.",
        "account_invalid_password_reset": "This link has been used already or is too old. Please ask for a new one.",
        "account_rate_limited": "That was a little fast. Please wait a moment and try again.",
        "account_too_many_login_attempts": "That did not work too many times. Please wait five minutes and try again.",
        "time_zone_unknown": "time_zone: there is no time zone by that name.",
        "name_differs": "name: that is not your name here. Please write it as it stands above.",
        "reauthenticate": "Please show once more that it is you.",
    },
    "ko": {
        "newcomer": "새 손님",
        "password_short": "비밀번호가 너무 짧아요. {limit}자 이상으로 정해 주세요.",
        "password_common": "많은 분이 쓰는 비밀번호라 가장 먼저 시도돼요. 다른 것으로 정해 주세요.",
        "password_numeric": "숫자만으로는 금세 알아맞힐 수 있어요. 글자나 낱말을 섞어 주세요.",
        "password_similar": "이름이나 이메일과 너무 비슷해요. 나와 상관없는 것으로 정해 주세요.",
        "password_pattern": "유출된 비밀번호 목록의 맨 앞에 있는 모양이에요(자판을 따라가거나, 되풀이하거나, 흔한 "
        "낱말에 숫자만 붙인 것). 서로 어울리지 않는 낱말 셋을 이어 보시면 훨씬 든든해요.",
        "account_account_inactive": "닫힌 계정이에요. 집주인에게 물어봐 주세요.",
        "account_cannot_remove_primary_email": "로그인에 쓰는 주소예요. 지우는 대신 바꿔 주세요.",
        "account_duplicate_email": "이미 쓰고 계신 주소예요.",
        "account_email_password_mismatch": "이메일과 비밀번호가 서로 맞지 않아요.",
        "account_email_taken": "여기에서는 쓸 수 없는 주소예요.",
        "account_enter_current_password": "지금 쓰시는 비밀번호가 아니에요.",
        "account_incorrect_code": "코드가 맞지 않아요. 가장 새로운 코드를 확인해 주세요.",
        "account_incorrect_password": "비밀번호가 맞지 않아요.",
        "account_invalid_or_expired_key": "이미 쓰였거나 오래된 링크예요. 새 링크를 받아 주세요.",
        "account_invalid_password_reset": "이미 쓰였거나 오래된 링크예요. 새 링크를 받아 주세요.",
        "account_rate_limited": "조금 빨랐어요. 잠시 기다렸다가 다시 해 주세요.",
        "account_too_many_login_attempts": "여러 번 맞지 않았어요. 5분쯤 뒤에 다시 해 주세요.",
        "time_zone_unknown": "time_zone: 그런 시간대는 없어요.",
        "name_differs": "name: 여기에서 쓰시는 이름과 달라요. 위에 보이는 대로 적어 주세요.",
        "reauthenticate": "본인이 맞는지 한 번만 더 확인해 주세요.",
    },
}
