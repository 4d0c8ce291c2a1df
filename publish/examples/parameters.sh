#!/bin/sh
# Every limit that reaches 100,000 yuan, with its regulation, as CSV.
# Usage: sh parameters.sh http://127.0.0.1:8001
curl --silent --show-error --fail --get "$1/fatiao/parameters.csv" \
  --data-urlencode "role=limit" \
  --data-urlencode "_value_from=10万元" \
  --data-urlencode "_labels=on" \
  --data-urlencode "_stream=on"
