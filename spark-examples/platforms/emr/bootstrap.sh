#!/bin/bash
# Bootstrap action of Amazon EMR: puts the library on each node.
# Arguments: the jar in S3, its SHA-256, and where to put it if not into /opt/parquet-kms.
set -euo pipefail
jar=$1
sha256=$2
directory=${3:-/opt/parquet-kms}
copy=$(mktemp)
aws s3 cp --only-show-errors "$jar" "$copy"
echo "$sha256  $copy" | sha256sum --check --quiet
sudo mkdir -p "$directory"
sudo install -m 644 "$copy" "$directory/parquet-kms.jar"
rm "$copy"
