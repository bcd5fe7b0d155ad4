#!/usr/bin/env bash
# Writes .env beside this file: the digests that the tags of all base images have now. Keep it under version control where you
# build, and run this again to take updates. Needs docker with buildx, and the network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

digest() {
  local found
  found=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1")
  [[ $found =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "$1 has no digest: $found" >&2; return 1; }
  echo "$found"
}

sdk=$(digest mcr.microsoft.com/dotnet/sdk:10.0-noble)
runtime=$(digest mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled)
runtime_cuda=$(digest mcr.microsoft.com/dotnet/aspnet:10.0-noble)
redis=$(digest redis:7.2-alpine)
azurite=$(digest mcr.microsoft.com/azure-storage/azurite:3.35.0)
cat >.env <<END
SDK_DIGEST=$sdk
RUNTIME_DIGEST=$runtime
RUNTIME_CUDA_DIGEST=$runtime_cuda
REDIS_DIGEST=$redis
AZURITE_DIGEST=$azurite
END
cat .env
