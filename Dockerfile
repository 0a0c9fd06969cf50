# The production image: the platform's own files, hash-locked packages, no root, no compiler, no development tools.

FROM node:22-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim AS app
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ENVIRONMENT_FILE="" \
    STATIC_ROOT=/app/static-served
RUN useradd --uid 10001 --home-dir /app --shell /usr/sbin/nologin coproduce
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY --from=front-end /app/node_modules/@scottish-government/design-system/dist \
     node_modules/@scottish-government/design-system/dist
COPY manage.py ./
COPY coproduce coproduce
COPY partnerships partnerships
COPY learning learning
COPY participants participants
COPY templates templates
COPY static static
# Gathering static files opens neither database nor broker; the values are for this one command only.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql:///none REDIS_URL=redis://none \
    python manage.py collectstatic --no-input
USER coproduce
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-class", "gthread", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", "coproduce.wsgi"]

# For trials only: the mail catcher, which keeps every message and sends none on.
FROM app AS mail-catcher
USER root
COPY requirements-local.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-local.txt
USER coproduce

FROM app
