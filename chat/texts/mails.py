"""What the mails about accounts say: a subject and a text a kind, named as allauth names it."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "mail_frame": "{text}\n\nWarmly,\nthe house at {house}\n",
        "mail_notice_frame": "Hello {name},\n\n{text}\n\nIt came from {ip} ({user_agent}).\nIf that was not you, "
        "please reset your password right away and end the other sessions in your settings.\n\nWarmly,\nthe house at "
        "{house}\n",
        "mail_email_confirmation_signup_subject": "Your seat by the fire: please confirm this address",
        "mail_email_confirmation_signup_text": "Hello,\n\nsomebody who is called {name} at {house} would like to "
        "make an account with this address. If that is you, open this link within three days:\n\n{activate_url}\n\n"
        "If it is not you, do not open it: without it nothing happens.",
        "mail_email_confirmation_subject": "Please confirm this address",
        "mail_email_confirmation_text": "Hello,\n\n{name} at {house} would like to use this address from now on. If "
        "that is you, open this link within three days:\n\n{activate_url}\n\nIf it is not you, do not open it: "
        "without it nothing happens.",
        "mail_account_already_exists_subject": "You already have a seat here",
        "mail_account_already_exists_text": "Hello,\n\nsomebody, probably you, wanted to make an account with this "
        "address at {house}. There is one already: just sign in with it. If you have forgotten the password:\n\n"
        "{password_reset_url}\n\nIf it was not you, there is nothing to do.",
        "mail_unknown_account_subject": "There is no account with this address",
        "mail_unknown_account_text": "Hello,\n\nsomebody, probably you, asked for a new password at {house}. But no "
        "account has this address. Perhaps you used another one? You can also make an account:\n\n{signup_url}\n\nIf "
        "it was not you, there is nothing to do.",
        "mail_password_reset_key_subject": "A new password",
        "mail_password_reset_key_text": "Hello {name},\n\nhere you can choose a new password:\n\n"
        "{password_reset_url}\n\nIf you did not ask for it, there is nothing to do: your old one stays.",
        "mail_password_reset_subject": "Your password is a new one",
        "mail_password_reset_text": "your password has been reset, and all sessions have ended.",
        "mail_password_changed_subject": "Your password is a new one",
        "mail_password_changed_text": "your password has been changed, and your other sessions have ended.",
        "mail_password_set_subject": "Your account has a password now",
        "mail_password_set_text": "a password has been set for your account.",
        "mail_email_changed_subject": "Your address has changed",
        "mail_email_changed_text": "your account does not use {from_email} any more, but {to_email}.",
        "mail_email_deleted_subject": "An address was removed",
        "mail_email_deleted_text": "{deleted_email} was removed from your account.",
        "mail_totp_activated_subject": "Two-step sign-in is on",
        "mail_totp_activated_text": "signing in now also asks for a code from your authenticator app.",
        "mail_totp_deactivated_subject": "Two-step sign-in is off",
        "mail_totp_deactivated_text": "signing in no longer asks for a code from your authenticator app.",
        "mail_recovery_codes_generated_subject": "New recovery codes",
        "mail_recovery_codes_generated_text": "you have new recovery codes; the old ones are worth nothing any more.",
        "mail_webauthn_added_subject": "A passkey was added",
        "mail_webauthn_added_text": "a passkey was added to your account.",
        "mail_webauthn_removed_subject": "A passkey was removed",
        "mail_webauthn_removed_text": "a passkey was removed from your account.",
        "mail_account_connected_subject": "Another way in",
        "mail_account_connected_text": "from now on one can also sign in to your account with {provider}.",
        "mail_account_disconnected_subject": "One way in less",
        "mail_account_disconnected_text": "one can no longer sign in to your account with {provider}.",
    },
    "ko": {
        "mail_frame": "{text}\n\n따뜻한 마음을 담아,\n{house}에서\n",
        "mail_notice_frame": "{name} 님, 안녕하세요.\n\n{text}\n\n{ip}에서 한 일이에요({user_agent}).\n직접 하신 "
        "일이 아니라면 바로 비밀번호를 다시 정하고, 설정에서 다른 세션을 모두 끝내 주세요.\n\n따뜻한 마음을 담아,\n"
        "{house}에서\n",
        "mail_email_confirmation_signup_subject": "벽난로 앞 자리: 이메일을 확인해 주세요",
        "mail_email_confirmation_signup_text": "안녕하세요.\n\n{house}에서 {name}(이)라는 이름을 쓰는 분이 이 주소로 "
        "계정을 만들려고 해요. 본인이시라면 사흘 안에 이 링크를 열어 주세요.\n\n{activate_url}\n\n본인이 아니라면 "
        "열지 마세요. 열지 않으면 아무 일도 일어나지 않아요.",
        "mail_email_confirmation_subject": "이메일을 확인해 주세요",
        "mail_email_confirmation_text": "안녕하세요.\n\n{house}의 {name} 님이 앞으로 이 주소를 쓰려고 해요. "
        "본인이시라면 사흘 안에 이 링크를 열어 주세요.\n\n{activate_url}\n\n본인이 아니라면 열지 마세요. 열지 않으면 "
        "아무 일도 일어나지 않아요.",
        "mail_account_already_exists_subject": "이미 자리가 있어요",
        "mail_account_already_exists_text": "안녕하세요.\n\n누군가, 아마도 본인께서 {house}에서 이 주소로 계정을 "
        "만들려고 했어요. 이미 계정이 있으니 그대로 로그인하시면 돼요. 비밀번호를 잊으셨다면 여기에서 다시 정하실 수 "
        "있어요.\n\n{password_reset_url}\n\n본인이 아니라면 하실 일은 없어요.",
        "mail_unknown_account_subject": "이 주소로 된 계정이 없어요",
        "mail_unknown_account_text": "안녕하세요.\n\n누군가, 아마도 본인께서 {house}에서 새 비밀번호를 부탁했어요. "
        "그런데 이 주소로 된 계정이 없어요. 혹시 다른 주소를 쓰셨을까요? 새로 계정을 만드실 수도 있어요.\n\n"
        "{signup_url}\n\n본인이 아니라면 하실 일은 없어요.",
        "mail_password_reset_key_subject": "새 비밀번호",
        "mail_password_reset_key_text": "{name} 님, 안녕하세요.\n\n여기에서 새 비밀번호를 정하실 수 있어요.\n\n"
        "{password_reset_url}\n\n부탁하신 적이 없다면 하실 일은 없어요. 쓰시던 비밀번호가 그대로 남아요.",
        "mail_password_reset_subject": "비밀번호가 바뀌었어요",
        "mail_password_reset_text": "비밀번호를 다시 정했고, 모든 세션이 끝났어요.",
        "mail_password_changed_subject": "비밀번호가 바뀌었어요",
        "mail_password_changed_text": "비밀번호가 바뀌었고, 다른 세션은 모두 끝났어요.",
        "mail_password_set_subject": "계정에 비밀번호가 생겼어요",
        "mail_password_set_text": "계정에 비밀번호를 정했어요.",
        "mail_email_changed_subject": "이메일이 바뀌었어요",
        "mail_email_changed_text": "계정의 주소가 {from_email}에서 {to_email}(으)로 바뀌었어요.",
        "mail_email_deleted_subject": "주소 하나를 지웠어요",
        "mail_email_deleted_text": "{deleted_email} 주소를 계정에서 지웠어요.",
        "mail_totp_activated_subject": "2단계 로그인을 켰어요",
        "mail_totp_activated_text": "이제 로그인할 때 인증 앱의 코드도 물어봐요.",
        "mail_totp_deactivated_subject": "2단계 로그인을 껐어요",
        "mail_totp_deactivated_text": "이제 로그인할 때 인증 앱의 코드를 묻지 않아요.",
        "mail_recovery_codes_generated_subject": "새 복구 코드",
        "mail_recovery_codes_generated_text": "새 복구 코드를 만들었어요. 예전 코드는 이제 쓸 수 없어요.",
        "mail_webauthn_added_subject": "패스키를 더했어요",
        "mail_webauthn_added_text": "계정에 패스키가 하나 더해졌어요.",
        "mail_webauthn_removed_subject": "패스키를 지웠어요",
        "mail_webauthn_removed_text": "계정에서 패스키 하나를 지웠어요.",
        "mail_account_connected_subject": "들어오는 길이 하나 늘었어요",
        "mail_account_connected_text": "이제 {provider} 계정으로도 로그인할 수 있어요.",
        "mail_account_disconnected_subject": "들어오는 길이 하나 줄었어요",
        "mail_account_disconnected_text": "이제 {provider} 계정으로는 로그인할 수 없어요.",
    },
}
