# Debian rather than Alpine: the prebuilt binaries of the dependencies are made for glibc.
FROM node:24-bookworm-slim
WORKDIR /app
# MALLOC_ARENA_MAX: bin/use-node24 says why
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY bin bin
COPY src src
COPY migrations-app migrations-app
COPY migrations-cache migrations-cache
# compiled modules are kept there (bin/treeline.js): a process starts in half the time
RUN mkdir -p /data node_modules/.cache && chown node:node /data node_modules/.cache
USER node
RUN node bin/treeline.js --help > /dev/null
VOLUME /data
EXPOSE 8000 8001 8002
ENTRYPOINT ["node", "--max-semi-space-size=8", "bin/treeline.js"]
CMD ["serve"]
