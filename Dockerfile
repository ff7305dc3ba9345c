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
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8000 8001 8002
ENTRYPOINT ["node", "--max-semi-space-size=8", "bin/treeline.js"]
CMD ["serve"]
