#!/bin/bash
# Init script of a Databricks cluster: puts the library on the class path that Spark starts with.
set -euo pipefail
jar=/Volumes/main/default/jars/parquet-kms-0.1.0-SNAPSHOT.jar
cp "$jar" /databricks/jars/
