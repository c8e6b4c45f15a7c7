#!/bin/bash
# The library goes to the application's containers with --jars; the nodes need nothing.
set -euo pipefail
spark-submit \
  --master yarn \
  --deploy-mode cluster \
  --properties-file spark-defaults.conf \
  --jars parquet-kms-0.1.0-SNAPSHOT.jar \
  "$@"
