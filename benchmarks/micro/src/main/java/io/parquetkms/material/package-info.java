/** Benchmarks of what only this package sees. */
package io.parquetkms.material;
