#!/bin/sh
# 达到 10 万元的一切限制，连同所在的规定，写成 CSV。
# 用法：sh parameters.sh http://127.0.0.1:8001
curl --silent --show-error --fail --get "$1/fatiao/parameters.csv" \
  --data-urlencode "role=limit" \
  --data-urlencode "_value_from=10万元" \
  --data-urlencode "_labels=on" \
  --data-urlencode "_stream=on"
