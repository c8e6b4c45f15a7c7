#!/bin/bash
# Arguments: the API server, and the application with its arguments.
set -euo pipefail
server=$1
shift
spark-submit \
  --master "k8s://$server" \
  --deploy-mode cluster \
  --conf spark.kubernetes.namespace=etl \
  --conf spark.kubernetes.container.image=registry.example.com/spark-parquet-kms:0.1.0 \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=spark \
  --conf spark.kubernetes.authenticate.executor.serviceAccountName=spark \
  --conf spark.plugins=io.parquetkms.spark.ParquetKmsPlugin \
  --conf spark.hadoop.parquet.kms.key.footer=arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab \
  --conf spark.hadoop.parquet.kms.key.pii=arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321 \
  --conf spark.authenticate=true \
  --conf spark.network.crypto.enabled=true \
  --conf spark.network.crypto.saslFallback=false \
  "$@"
