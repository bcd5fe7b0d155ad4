#!/usr/bin/env bash
# Makes grid.tar.gz and answers.jsonl anew: bash make.sh SILO CLI, the output folders of that release's Silo and Cli.
set -euo pipefail
silo=$1/ClipGrid.Silo.dll cli=$2/ClipGrid.Cli.dll here=$(cd "$(dirname "$0")" && pwd)
work=/opt/first-grid
mkdir "$work"
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
source "$here/arithmetic.env"
export CLIPGRID_ENDPOINT=127.0.0.1:31200
web=http://127.0.0.1:31201
grid() { dotnet "$cli" "$@"; }
state() { curl -s "$web/v1/sessions/$1" | grep -o '"state":"[a-z]*"'; }
until_state() { until state "$1" | grep -q "$2"; do sleep 0.1; done; }
serve() {
  dotnet "$silo" --data "$1" --silo-port 31202 --gateway-port 31200 --http-port 31201 > "$work/words" 2>&1 &
  pid=$!
  until grep -q 'is ready' "$work/words"; do sleep 0.2; done
}
leave() { kill -TERM "$pid"; wait "$pid" || true; pid=; }

# Pictures: some of those that the demo draws from its seed.
dotnet "$silo" --data "$work/drawn" --demo --exit --steps 1 --silo-port 31202 --gateway-port 31200 --http-port 31201 > /dev/null
train=$work/drawn/demo/train
mkdir -p "$work/one/images" "$work/two/images"
for part in one:1,40 two:36,48; do
  sed -n "${part#*:}p" "$train/captions.jsonl" > "$work/${part%:*}/captions.jsonl"
  grep -o 'images/[^"]*png' "$work/${part%:*}/captions.jsonl" | while read -r picture; do cp "$train/$picture" "$work/${part%:*}/images/"; done
done
head -c 200 "$work/two/$(tail -1 "$work/two/captions.jsonl" | grep -o 'images/[^"]*png')" > "$work/cut" && mv "$work/cut" "$work/two/$(tail -1 "$work/two/captions.jsonl" | grep -o 'images/[^"]*png')"
for color in red blue green; do
  mkdir -p "$work/colors/$color"
  grep -m 8 "\"color\":\"$color\"" "$train/captions.jsonl" | grep -o 'images/[^"]*png' | while read -r picture; do cp "$train/$picture" "$work/colors/$color/"; done
done

serve "$work/grid"
grid dataset add shapes "$work/one" --partition-items 16
grid dataset add shapes "$work/two" --partition-items 16 --replace
grid dataset add colors "$work/colors"
grid dataset delete shapes --item "$(head -1 "$work/one/captions.jsonl" | grep -o '"key":"[^"]*"' | cut -d'"' -f4)"
small=(--architecture "$here/architecture.json" --vocab 520 --batch 8 --rate 2e-3 --crop 0.9 --checkpoint-every 20 --keep-checkpoints 1)
grid train shapes@1 --publish tiny --id finished "${small[@]}" --steps 40 --hold-out 0.2 --evaluate-every 20 --metric recall@10 --watch > /dev/null
grid model alias tiny champion latest
grid train shapes@2 --publish tiny --id second "${small[@]}" --steps 20 --seed 2 --watch > /dev/null
grid embed shapes@1 --model tiny@champion
grid embed shapes --model tiny
grid train colors --publish kinds --id probe --base tiny --classify --method linear-probe --steps 20 --batch 8 --watch > /dev/null
grid train shapes@2 --publish resumed --id paused "${small[@]}" --steps 400
curl -s -X POST "$web/v1/sessions/paused/pause" > /dev/null
until_state paused paused
key=$(curl -s "$web/v1/datasets/colors/items?pageSize=1" | grep -o '"key":"[^"]*"' | sed q | cut -d'"' -f4)
sed -i "s/KEY/${key//\//\\/}/" "$here/asks.txt"
while read -r method path body; do
  curl -s -X "$method" "$web$path" ${body:+-H 'Content-Type: application/json' -d "$body"}
  echo
done < "$here/asks.txt" > "$here/answers.jsonl"
leave

rm -f "$here/grid.tar.gz"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work/grid" -c blobs format.json | gzip -9n > "$here/grid.tar.gz"

# What the paused session would have become.
serve "$work/grid"
grid session resume paused
until_state paused completed
curl -s "$web/v1/sessions/paused" > "$here/resumed.json"
leave
ls -l "$here"
