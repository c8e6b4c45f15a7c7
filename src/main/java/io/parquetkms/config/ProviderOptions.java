package io.parquetkms.config;

/** How to reach the KMS keys: exactly one of the two providers. */
public sealed interface ProviderOptions permits AwsOptions, KeystoreOptions {}
