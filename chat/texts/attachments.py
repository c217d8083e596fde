"""Lines about files that people bring."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "file_empty": "This file is empty. Please choose another one.",
        "file_kind": "Such a file cannot be brought here. Pictures (JPEG, PNG, GIF, WebP, HEIC, AVIF), documents "
        "(PDF, Word, PowerPoint, Excel, text, Markdown, CSV, HTML) and sounds (MP3, M4A, OGG, WebM, WAV, FLAC) are "
        "welcome.",
        "file_misnamed": "Its name says “{ending}”, but inside it is something else. Please bring the real file.",
        "file_broken": "This file is damaged, or only a part of it arrived. Please try again or choose another one.",
        "file_bomb": "This document unpacks to far more than the house can hold. Please bring a smaller one.",
        "file_too_large": "This file is too large: {limit} at most. A smaller one is welcome.",
        "picture_pixels": "This picture is too large: {limit} million pixels at most. A smaller one is welcome.",
        "picture_frames": "This moving picture is too long for the house. A shorter or smaller one is welcome.",
        "files_waiting": "There are many files of yours that were not sent yet. Please send or remove some first.",
        "avatar_kind": "Only a picture can be your face here. Please choose a picture.",
    },
    "ko": {
        "file_empty": "빈 파일이에요. 다른 파일을 골라 주세요.",
        "file_kind": "이런 파일은 올릴 수 없어요. 사진(JPEG, PNG, GIF, WebP, HEIC, AVIF), 문서(PDF, 워드, 파워포인트, "
        "엑셀, 텍스트, 마크다운, CSV, HTML), 소리(MP3, M4A, OGG, WebM, WAV, FLAC)를 올려 주세요.",
        "file_misnamed": "이름은 “{ending}”인데 내용은 다른 파일이에요. 원래 파일로 올려 주세요.",
        "file_broken": "파일이 손상되었거나 일부만 도착했어요. 다시 한번 올리거나 다른 파일을 골라 주세요.",
        "file_bomb": "풀면 집에 다 담을 수 없을 만큼 커지는 문서예요. 더 작은 문서로 올려 주세요.",
        "file_too_large": "파일이 너무 커요. {limit}까지 올릴 수 있어요.",
        "picture_pixels": "사진이 너무 커요. {limit}백만 화소까지 올릴 수 있어요.",
        "picture_frames": "움직이는 사진이 너무 길어요. 더 짧거나 작은 것으로 올려 주세요.",
        "files_waiting": "아직 보내지 않은 파일이 많아요. 먼저 보내거나 지워 주세요.",
        "avatar_kind": "얼굴로는 사진만 쓸 수 있어요. 사진을 골라 주세요.",
    },
}
