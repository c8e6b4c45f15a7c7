#!/bin/bash
set -euo pipefail
bucket=s3://amzn-s3-demo-bucket
jar=parquet-kms-0.1.0-SNAPSHOT.jar
aws s3 cp "$jar" "$bucket/jars/$jar"
aws s3 cp bootstrap.sh "$bucket/bootstrap.sh"
aws emr create-cluster \
  --name parquet-kms \
  --release-label emr-7.10.0 \
  --applications Name=Spark \
  --configurations file://configurations.json \
  --bootstrap-actions "Path=$bucket/bootstrap.sh,Args=[$bucket/jars/$jar,$(sha256sum "$jar" | cut -d' ' -f1)]" \
  --use-default-roles \
  --instance-type m6g.xlarge \
  --instance-count 3
