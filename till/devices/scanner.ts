/** The kind *scanner*: says a code whenever one is read. */
export interface Scanner {
	/** `code` is what was scanned, without terminator; a prefix stays only where it says that GS1 elements follow. */
	onScan(listener: (code: string) => void): void;
	connected(): boolean;
	stop(): Promise<void>;
}
