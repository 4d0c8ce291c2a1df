# 各年公布的规定里，30% 以上的比例限制的中位数。
# 用法：Rscript parameters.R http://127.0.0.1:8001
base <- commandArgs(trailingOnly = TRUE)[1]
query <- "role=limit&_value_from=30%25&_col=label&_col=max_value&_col=issuer&_col=year&_size=1000"
limits <- read.csv(paste0(base, "/fatiao/parameters.csv?", query), encoding = "UTF-8")
print(aggregate(max_value ~ year, data = limits, FUN = median))
