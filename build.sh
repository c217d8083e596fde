#!/usr/bin/env bash
# The build step of a platform that brings Python and no Docker: packages, page, static files. Start: see Procfile.
# It installs into the Python it is called with; people on their own machine use script/run.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

requirements=(-r requirements.txt)
case ${DATABASE_URL:-} in mysql* | mariadb*) requirements+=(-r requirements-mysql.txt) ;; esac
python -m pip install -q -c constraints.txt "${requirements[@]}"
(cd frontend && npm ci --omit=dev --no-audit --no-fund && npm run build)
# A platform may keep its secrets from the build; this command needs none.
SECRET_KEY=${SECRET_KEY:-unused-while-building} python manage.py collectstatic --noinput
