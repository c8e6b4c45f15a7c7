package io.parquetkms.kms;

/**
 * Somebody who may unwrap keys with a KMS key.
 *
 * @param principal in the KMS's words
 * @param by what lets them
 * @param condition under which; empty for none
 */
public record KeyReader(String principal, String by, String condition) {}
