# docker build --tag hyperframes . && docker run --rm -v "$PWD":/project hyperframes render

FROM node:24-bookworm-slim AS build
WORKDIR /source
COPY . .
RUN docker/build-image.sh /opt/hyperframes

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/hyperframes /opt/hyperframes
RUN ln -s /opt/hyperframes/packages/cli/dist/hyperframes.js /usr/local/bin/hyperframes
# The container is the sandbox: Docker forbids Chrome to make one of its own.
ENV HYPERFRAMES_CACHE=/opt/hyperframes/cache HYPERFRAMES_SANDBOX=off \
  MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=262144
USER node
WORKDIR /project
ENTRYPOINT ["hyperframes"]
