#!/usr/bin/env bash
# The whole way through Cutdown by curl alone: sign up, upload in parts with a break, order, follow over a dropped line,
# decide, correct a word, make the stale clip again, download it.   whole_way.sh URL INVITATION FILE FOLDER
set -euo pipefail
url=$1 invitation=$2 file=$3 folder=$4 token=""

get() { python3 -c 'import json, sys; print(eval(sys.argv[1], {"it": json.load(sys.stdin)}))' "$1"; }  # a field of JSON
api() { # METHOD PATH [JSON] [curl's options]
  local method=$1 path=$2 body=${3:-}
  shift 2; shift $(($# > 0 ? 1 : 0))
  curl --silent --show-error --fail-with-body --request "$method" "$url$path" --header "Authorization: Bearer $token" \
    ${body:+--header "Content-Type: application/json" --data "$body"} "$@"
}
put_part() { # NUMBER: send one part of the file to its signed address
  api POST "/v1/uploads/$upload/parts" "{\"numbers\": [$1]}" > "$folder/part.json"
  dd if="$file" of="$folder/part" bs="$part_size" skip=$(($1 - 1)) count=1 status=none
  curl --silent --show-error --fail --output /dev/null --upload-file "$folder/part" "$(get 'it["items"][0]["url"]' < "$folder/part.json")"
}

token=$(api POST /v1/auth/sign-up "{\"email\": \"bo@published.example\", \"password\": \"a long enough password\",
  \"name\": \"Bo\", \"invitation\": \"$invitation\"}" | get 'it["access_token"]')

api POST /v1/uploads "{\"filename\": \"talk.mp4\", \"size\": $(stat -c %s "$file"), \"parts\": true}" > "$folder/upload.json"
upload=$(get 'it["upload"]["id"]' < "$folder/upload.json") part_size=$(get 'it["upload"]["part_size"]' < "$folder/upload.json")
put_part 2
# Here the line breaks. What has arrived?
arrived=$(api GET "/v1/uploads/$upload/parts" | get '[part["number"] for part in it["items"]]')
[ "$arrived" = "[2]" ]
put_part 1
api POST "/v1/uploads/$upload/complete" > /dev/null
video=$(api POST /v1/videos "{\"upload_id\": \"$upload\"}" | get 'it["id"]')

order="{\"video_id\": \"$video\", \"spec\": {\"wishes\": {\"count\": 2, \"min_seconds\": 3, \"max_seconds\": 5},
  \"language\": \"en\", \"review\": {\"mode\": \"manual\"}}}"
job=$(api POST /v1/jobs "$order" --header "Idempotency-Key: bos-order" | get 'it["id"]')
same=$(api POST /v1/jobs "$order" --header "Idempotency-Key: bos-order" | get 'it["id"]')
[ "$job" = "$same" ]

# Followed for a second at a time: curl drops the line, and comes back for what it has not seen.
last=0
: > "$folder/events"
for _ in $(seq 300); do
  api GET "/v1/jobs/$job/events" "" --no-buffer --max-time 1 --header "Last-Event-ID: $last" >> "$folder/events" || true
  last=$(sed -n 's/^id: //p' "$folder/events" | tail -1)
  if grep -q '^event: review.opened' "$folder/events" && [ ! -e "$folder/decided" ]; then
    api POST "/v1/jobs/$job/reviews/clips" '{"decision": "approve", "decided_by": "Bo"}' > "$folder/decided"
  fi
  grep -qE '^event: job.(completed|failed|cancelled)' "$folder/events" && break
done
grep -q '^event: job.completed' "$folder/events"
[ "$(grep -c '^event: ' "$folder/events")" = "$last" ] # each event once

api GET "/v1/jobs/$job/clips" > "$folder/clips.json"
clip=$(get 'it["items"][1]["id"]' < "$folder/clips.json")
word=$(get 'it["items"][1]["plan"]["first_word"] + 1' < "$folder/clips.json")
revision=$(api GET "/v1/videos/$video/transcript" | get 'it["revision"]')
api PATCH "/v1/videos/$video/transcript" "{\"operations\": [{\"op\": \"fix_word\", \"word\": $word, \"text\": \"Zanzibar\"}]}" \
  --header "If-Match: \"$revision\"" > /dev/null
stale=$(api GET "/v1/jobs/$job/clips" | get '[clip["stale"] for clip in it["items"]]')
[ "$stale" = "[False, True]" ]
api POST "/v1/clips/$clip/render" > /dev/null
for _ in $(seq 300); do
  api GET "/v1/clips/$clip" > "$folder/clip.json"
  state=$(get 'it["render"]["state"]' < "$folder/clip.json")
  [ "$state" = completed ] && break
  [ "$state" != failed ]
  sleep 0.5
done
digest=$(get 'it["files"][0]["video"]["digest"]' < "$folder/clip.json")
api GET "/v1/artifacts/$digest/download?redirect=false" | get 'it["url"]' > "$folder/address"
curl --silent --show-error --fail --output "$folder/clip.mp4" "$(cat "$folder/address")"
echo "$digest  $folder/clip.mp4" | sha256sum --check --quiet
echo "$digest"
