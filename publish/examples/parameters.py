# 五个工作日以内的一切期限，逐页取完。
# 用法：python parameters.py http://127.0.0.1:8001

import json
import sys
from urllib.parse import urlencode
from urllib.request import urlopen

url = f"{sys.argv[1]}/fatiao/parameters.json?" + urlencode(
    {"role": "deadline", "_value_to": "5个工作日", "_shape": "objects", "_size": 100}
)
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for row in page["rows"]:
        print(row["label"], row["unit"], row["max_value"], row["document_id"], sep="\t")
    url = page["next_url"]
