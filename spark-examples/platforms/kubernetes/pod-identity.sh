#!/bin/bash
set -euo pipefail
aws eks create-pod-identity-association \
  --cluster-name my-cluster \
  --namespace etl \
  --service-account spark \
  --role-arn arn:aws:iam::111122223333:role/spark-job
