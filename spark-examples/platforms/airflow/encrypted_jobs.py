"""A Spark job with parquet-kms: by spark-submit, on EMR Serverless and on Glue."""

import json
from pathlib import Path

from airflow import DAG
from airflow.providers.amazon.aws.operators.emr import EmrServerlessStartJobOperator
from airflow.providers.amazon.aws.operators.glue import GlueJobOperator
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

JAR = "s3://amzn-s3-demo-bucket/jars/parquet-kms-0.1.0-SNAPSHOT.jar"
CONF = {
    "spark.plugins": "io.parquetkms.spark.ParquetKmsPlugin",
    "spark.hadoop.parquet.kms.key.footer": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "spark.hadoop.parquet.kms.key.pii": "arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321",
}
JOB = json.loads((Path(__file__).parent / "job.json").read_text())  # the one of EMR Serverless

with DAG(dag_id="encrypted", schedule=None):
    SparkSubmitOperator(
        task_id="spark_submit",
        application="s3a://amzn-s3-demo-bucket/jobs/job.py",
        jars=JAR.replace("s3://", "s3a://"),
        conf=CONF,
    )
    EmrServerlessStartJobOperator(
        task_id="emr_serverless",
        application_id=JOB["applicationId"],
        execution_role_arn=JOB["executionRoleArn"],
        job_driver=JOB["jobDriver"],
        configuration_overrides=JOB["configurationOverrides"],
    )
    GlueJobOperator(
        task_id="glue",
        job_name="encrypted",
        script_args={
            "--extra-jars": JAR,
            "--conf": " --conf ".join(f"{name}={value}" for name, value in CONF.items()),
        },
    )
