# One image for both services; SERVICE_ROLE says which one it is (api, worker). Built by infra/image/build.py.
#
# The base by digest, of every platform that it is made for; a new one: docker buildx imagetools inspect python:3.12-slim
ARG BASE=python:3.12-slim@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1
RUN python3 -m venv /opt/venv
WORKDIR /build
COPY requirements.lock requirements-dev.lock ./
# the secret is this machine's list of authorities, where a proxy stands between it and the index; no layer keeps it
RUN --mount=type=secret,id=authorities \
    if [ -s /run/secrets/authorities ]; then export PIP_CERT=/run/secrets/authorities; fi; \
    sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.lock > requirements-build.lock \
    && python3 -m venv /opt/builder \
    && /opt/builder/bin/pip install --quiet --require-hashes --only-binary :all: -r requirements-build.lock \
    && /opt/venv/bin/pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md ./
COPY strength strength
COPY storage storage
COPY tools tools
COPY agents agents
COPY service service
# libraries are compiled once, here: litellm alone imports in 3 s compiled, 15 s not. Hashes instead of times, because a
# registry may change times and a root that cannot be written could never be compiled anew
RUN /opt/builder/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /build/wheel . \
    && /opt/venv/bin/pip install --quiet --no-deps --no-index /build/wheel/*.whl \
    && /opt/venv/bin/pip uninstall --quiet --yes pip setuptools \
    && find /opt/venv -type d \( -name tests -o -name test \) -path '*/site-packages/*/*' -prune -exec rm -rf {} + \
    && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib \
    && PYTHONDONTWRITEBYTECODE=1 /opt/venv/bin/fitcsv-ai --help > /dev/null

FROM ${BASE}
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# a number, so that Kubernetes and Cloud Run can see that it is not root; it owns nothing and needs only /tmp
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
# a list, so that SIGTERM reaches the service and not a shell
CMD ["fitcsv-ai", "serve"]
