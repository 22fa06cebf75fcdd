/** Why there is no weight yet: what a scale may answer instead of one. */
export const scaleReasons = [
	'not-connected',
	'moving',
	'empty',
	'below-zero',
	'below-minimum',
	'overload',
	/** The same goods were weighed already and have not been lifted. */
	'not-lifted',
	/** The scale refuses to weigh for this till (checksum handshake). */
	'blocked',
	/** The scale's own arithmetic does not agree with ours. */
	'mismatch',
	'silent',
	'protocol',
] as const;
export type ScaleReason = (typeof scaleReasons)[number];
